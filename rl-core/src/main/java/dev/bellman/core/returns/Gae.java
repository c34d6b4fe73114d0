package dev.bellman.core.returns;

/**
 * Generalised advantage estimation: the temporal-difference residuals that follow a step, fading by
 * γλ.
 *
 * <pre>{@code
 * δₜ = rₜ + γ · (1 − terminatedₜ) · V(s′ₜ) − V(sₜ)                                        (1)
 * Aₜ = δₜ + γλ · (1 − endedₜ) · Aₜ₊₁,   endedₜ = terminatedₜ or truncatedₜ,   A_T = 0    (2)
 * }</pre>
 *
 * <p>λ = 0 trusts V and gives δ; λ = 1 trusts the rewards and gives return − V. Both kinds of end
 * cut the sum (2), since another episode follows, but only termination cuts the bootstrap in (1).
 *
 * <p>John Schulman et al., "High-Dimensional Continuous Control Using Generalized Advantage
 * Estimation" (2016).
 */
public final class Gae {

  private Gae() {}

  /**
   * Computes A for each step.
   *
   * @param steps T, ≥ 1
   * @param environments N, ≥ 1
   * @param rewards [T, N]
   * @param values V(sₜ), [T, N]
   * @param nextValues V(s′ₜ), [T, N]; not used where an episode terminated
   * @param terminated [T, N]
   * @param truncated [T, N]
   * @param gamma the discount factor γ, in [0, 1]
   * @param lambda how far to trust the rewards rather than V: λ, in [0, 1]
   * @param out [T, N], written; may be none of the others
   * @throws IllegalArgumentException if an array is too short or a factor is out of its range
   */
  public static void advantages(
      int steps,
      int environments,
      float[] rewards,
      float[] values,
      float[] nextValues,
      boolean[] terminated,
      boolean[] truncated,
      double gamma,
      double lambda,
      float[] out) {
    int size = Stretch.size("Gae", steps, environments);
    Stretch.checkLength("Gae", "rewards", rewards.length, size);
    Stretch.checkLength("Gae", "values", values.length, size);
    Stretch.checkLength("Gae", "nextValues", nextValues.length, size);
    Stretch.checkLength("Gae", "terminated", terminated.length, size);
    Stretch.checkLength("Gae", "truncated", truncated.length, size);
    Stretch.checkLength("Gae", "out", out.length, size);
    Stretch.checkUnit("Gae", "gamma", gamma);
    Stretch.checkUnit("Gae", "lambda", lambda);

    for (int n = 0; n < environments; n++) {
      double advantage = 0;
      for (int i = size - environments + n; i >= 0; i -= environments) {
        double delta =
            TemporalDifference.residual(
                rewards[i], gamma, terminated[i], nextValues[i], values[i]); // (1)
        boolean ended = terminated[i] || truncated[i];
        advantage = ended ? delta : delta + gamma * lambda * advantage; // (2)
        out[i] = (float) advantage;
      }
    }
  }
}
