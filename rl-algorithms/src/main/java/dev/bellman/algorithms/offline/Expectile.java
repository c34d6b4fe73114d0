package dev.bellman.algorithms.offline;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;

/**
 * The regression whose minimiser is an expectile: the mean for τ = ½, and towards the maximum for τ
 * → 1.
 *
 * <pre>{@code
 * ℓ(u) = τ·u²         where u > 0,      u = y − v
 *        (1 − τ)·u²   elsewhere
 * }</pre>
 *
 * <p>Newey, Powell, "Asymmetric Least Squares Estimation and Testing" (1987).
 */
final class Expectile {
  private Expectile() {}

  /**
   * The mean over the batch, {@code [1, 1]}.
   *
   * @param prediction v, {@code [B, 1]}
   * @param target y, {@code [B, 1]}
   */
  static Var loss(Var prediction, Target target, double expectile) {
    Var u = prediction.minus(target.value()).unaryMinus();
    float tau = (float) expectile;
    Var weight = u.greater(0).times(2 * tau - 1).plus(1 - tau);
    return weight.times(u.square()).mean();
  }
}
