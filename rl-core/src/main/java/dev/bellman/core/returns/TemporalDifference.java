package dev.bellman.core.returns;

/**
 * The temporal-difference residual: what one step says that V got wrong.
 *
 * <pre>{@code
 * δₜ = rₜ + γ · (1 − terminatedₜ) · V(s′ₜ) − V(sₜ)
 * }</pre>
 *
 * <p>Richard Sutton, "Learning to Predict by the Methods of Temporal Differences" (1988).
 */
public final class TemporalDifference {

  private TemporalDifference() {}

  /**
   * Computes δ for each step.
   *
   * @param steps T, ≥ 1
   * @param environments N, ≥ 1
   * @param rewards [T, N]
   * @param values V(sₜ), [T, N]
   * @param nextValues V(s′ₜ), [T, N]; not used where an episode terminated
   * @param terminated [T, N]
   * @param gamma the discount factor γ, in [0, 1]
   * @param out [T, N], written
   * @throws IllegalArgumentException if an array is too short or γ is out of its range
   */
  public static void residuals(
      int steps,
      int environments,
      float[] rewards,
      float[] values,
      float[] nextValues,
      boolean[] terminated,
      double gamma,
      float[] out) {
    int size = Stretch.size("TemporalDifference", steps, environments);
    Stretch.checkLength("TemporalDifference", "rewards", rewards.length, size);
    Stretch.checkLength("TemporalDifference", "values", values.length, size);
    Stretch.checkLength("TemporalDifference", "nextValues", nextValues.length, size);
    Stretch.checkLength("TemporalDifference", "terminated", terminated.length, size);
    Stretch.checkLength("TemporalDifference", "out", out.length, size);
    Stretch.checkUnit("TemporalDifference", "gamma", gamma);

    for (int i = 0; i < size; i++) {
      out[i] = (float) residual(rewards[i], gamma, terminated[i], nextValues[i], values[i]);
    }
  }

  /** One δ, in double precision. */
  static double residual(
      float reward, double gamma, boolean terminated, float nextValue, float value) {
    return target(reward, gamma, terminated, nextValue) - value;
  }

  /** What V(s) is compared with: r + γ · (1 − terminated) · V(s′). */
  static double target(float reward, double gamma, boolean terminated, float nextValue) {
    // a terminated step must not even look at V(s′): 0 · NaN is not 0
    return terminated ? reward : reward + gamma * nextValue;
  }
}
