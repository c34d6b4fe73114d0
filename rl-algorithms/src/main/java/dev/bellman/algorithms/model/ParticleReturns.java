package dev.bellman.algorithms.model;

import dev.bellman.algorithms.model.Pets.Propagation;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.random.Pcg64;

/**
 * Trajectory sampling: returns of sequences of actions, averaged over particles that the elites of
 * a model move.
 *
 * <pre>{@code
 * R̂ = 1/P·Σ_p Σ_{t<H} γᵗ·r̂_pt,   (r̂_pt, ŝ_p,t+1) ~ p̂_η,j(p,t)(·, · | ŝ_pt, aₜ),   ŝ_p0 = s
 * }</pre>
 *
 * <p>Chua et al. (2018), section 5. Each particle begins with a member of its own, as many with
 * each; TS1 hands the particles of a group round at random before every step, TS∞ never does.
 */
final class ParticleReturns implements ReturnModel, Stateful {

  private final ImaginedSteps steps;
  private final int horizon;
  private final int particles;
  private final double gamma;
  private final Propagation propagation;
  private final Pcg64 random;
  private float[] states = new float[0];
  private float[] actions = new float[0];
  private double[] rewards = new double[0];
  private boolean[] terminated = new boolean[0];
  private boolean[] over = new boolean[0];

  /**
   * Returns of this model.
   *
   * @param particles P, a multiple of the model's elites
   * @param random belongs to it from now on
   */
  ParticleReturns(
      ImaginedSteps steps,
      int horizon,
      int particles,
      double gamma,
      Propagation propagation,
      Pcg64 random) {
    this.steps = steps;
    this.horizon = horizon;
    this.particles = particles;
    this.gamma = gamma;
    this.propagation = propagation;
    this.random = random;
  }

  @Override
  public void returns(float[] observations, int at, int count, float[] sequences, double[] out) {
    int n = steps.observationSize();
    int total = count * particles;
    makeRoom(total);
    for (int p = 0; p < total; p++) {
      System.arraycopy(observations, at, states, p * n, n);
      over[p] = false;
    }
    for (int c = 0; c < count; c++) {
      out[c] = 0;
    }
    double discount = 1.0 / particles;
    for (int t = 0; t < horizon; t++) {
      writeActions(count, sequences, t);
      if (propagation == Propagation.TS1 && t > 0) {
        handRound(total);
      }
      steps.imagine(total, states, actions, states, rewards, terminated);
      for (int p = 0; p < total; p++) {
        out[p / particles] += over[p] ? 0 : discount * rewards[p];
        over[p] |= terminated[p];
      }
      discount *= gamma;
    }
  }

  private void makeRoom(int total) {
    if (over.length < total) {
      states = new float[total * steps.observationSize()];
      actions = new float[total * steps.actionSize()];
      rewards = new double[total];
      terminated = new boolean[total];
      over = new boolean[total];
    }
  }

  private void writeActions(int count, float[] sequences, int t) {
    int m = steps.actionSize();
    for (int c = 0; c < count; c++) {
      int from = (c * horizon + t) * m;
      for (int p = c * particles; p < (c + 1) * particles; p++) {
        System.arraycopy(sequences, from, actions, p * m, m);
      }
    }
  }

  /** Shuffles the particles of each group, which are of one sequence: their actions are equal. */
  private void handRound(int total) {
    int k = steps.group();
    int n = steps.observationSize();
    for (int first = 0; first < total; first += k) {
      for (int i = k - 1; i > 0; i--) {
        int p = first + i;
        int q = first + random.integers(i + 1);
        for (int j = 0; j < n; j++) {
          float kept = states[p * n + j];
          states[p * n + j] = states[q * n + j];
          states[q * n + j] = kept;
        }
        boolean keptOver = over[p];
        over[p] = over[q];
        over[q] = keptOver;
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("random", random);
    out.put("noise", steps);
  }

  @Override
  public void load(StateReader in) {
    in.get("random", random);
    in.get("noise", steps);
  }
}
