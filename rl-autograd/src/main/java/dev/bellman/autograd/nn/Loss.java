package dev.bellman.autograd.nn;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;

/** What a regression makes smaller: it takes a prediction, and a target that is cut from it. */
public final class Loss {
  private Loss() {}

  /**
   * The squared error, {@code [1, 1]}: the mean over the rows, the sum over the columns, so that
   * predictors side by side each have the loss that they would have alone.
   *
   * <pre>{@code
   * L = 1/B·Σ_b Σ_i (q_bi − y_bi)²
   * }</pre>
   *
   * @param prediction q, {@code [B, n]}
   * @param target y, {@code [B, n]} or {@code [B, 1]}
   */
  public static Var squaredError(Var prediction, Target target) {
    return squaredErrors(prediction, target).mean();
  }

  /**
   * The same with a weight for each row.
   *
   * @param weight w_b, {@code [B, 1]}
   */
  public static Var squaredError(Var prediction, Target target, Var weight) {
    return squaredErrors(prediction, target).times(weight).mean();
  }

  private static Var squaredErrors(Var prediction, Target target) {
    return prediction.minus(target.value()).square().sumColumns();
  }

  /**
   * Huber's loss with its bend at 1 (PyTorch's smooth L1), {@code [1, 1]}: mean and sum as above.
   *
   * <pre>{@code
   * e = |q − y|,   L = 1/B·Σ_b Σ_i  e²/2 where e < 1, else e − 1/2
   * }</pre>
   *
   * @param prediction q, {@code [B, n]}
   * @param target y, {@code [B, n]} or {@code [B, 1]}
   */
  public static Var huber(Var prediction, Target target) {
    return hubers(prediction, target).mean();
  }

  /**
   * The same with a weight for each row.
   *
   * @param weight w_b, {@code [B, 1]}
   */
  public static Var huber(Var prediction, Target target, Var weight) {
    return hubers(prediction, target).times(weight).mean();
  }

  private static Var hubers(Var prediction, Target target) {
    Var e = prediction.minus(target.value()).abs();
    Var near = e.min(Var.constant(1));
    return near.times(e.minus(near.times(0.5f))).sumColumns(); // e²/2, or 1·(e − 1/2)
  }
}
