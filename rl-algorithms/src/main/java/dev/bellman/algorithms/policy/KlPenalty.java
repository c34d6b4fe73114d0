package dev.bellman.algorithms.policy;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/**
 * The price β of a divergence, which adapts so that the divergence is about d.
 *
 * <pre>{@code
 * β ← 2·β  where KL > 1.5·d,   β ← β/2  where KL < d/1.5
 * }</pre>
 *
 * Schulman et al., "Proximal Policy Optimization Algorithms" (2017), section 4.
 */
final class KlPenalty implements Stateful {
  private static final double TOLERANCE = 1.5;
  private static final double FACTOR = 2;

  /** β and 1/β stay floats that are not 0, so that it can always come back. */
  private static final double MOST = 0x1p100;

  private final double target;
  private double beta;

  /** β at first, and d. */
  KlPenalty(double beta, double target) {
    this.beta = beta;
    this.target = target;
  }

  /** β. */
  double beta() {
    return beta;
  }

  /** Learns what the divergence was that β led to. */
  void adapt(double kl) {
    if (kl > TOLERANCE * target) {
      beta = Math.min(beta * FACTOR, MOST);
    } else if (kl < target / TOLERANCE) {
      beta = Math.max(beta / FACTOR, 1 / MOST);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("beta", beta);
  }

  @Override
  public void load(StateReader in) {
    beta = in.getDouble("beta");
  }
}
