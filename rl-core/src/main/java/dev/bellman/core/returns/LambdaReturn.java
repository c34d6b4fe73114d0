package dev.bellman.core.returns;

/**
 * The λ-return: all n-step returns at once, each weighted (1 − λ)·λⁿ⁻¹.
 *
 * <pre>{@code
 * Gₜ = rₜ + γₜ · V(s′ₜ)                             where an episode ends, and at t = T − 1
 * Gₜ = rₜ + γ · [(1 − λ) · V(s′ₜ) + λ · Gₜ₊₁]       elsewhere
 * }</pre>
 *
 * <p>It is the {@link Gae} advantage plus V(sₜ): what the value function is fitted to.
 *
 * <p>Richard Sutton and Andrew Barto, "Reinforcement Learning: An Introduction" (2018), (12.3).
 */
public final class LambdaReturn {

  private LambdaReturn() {}

  /**
   * Computes G for each step.
   *
   * @param steps T, ≥ 1
   * @param environments N, ≥ 1
   * @param rewards [T, N]
   * @param nextValues V(s′ₜ), [T, N]; not used where an episode terminated
   * @param terminated [T, N]
   * @param truncated [T, N]
   * @param gamma the discount factor γ, in [0, 1]
   * @param lambda how far to trust the rewards rather than V: λ, in [0, 1]
   * @param out [T, N], written; may be none of the others
   * @throws IllegalArgumentException if an array is too short or a factor is out of its range
   */
  public static void returns(
      int steps,
      int environments,
      float[] rewards,
      float[] nextValues,
      boolean[] terminated,
      boolean[] truncated,
      double gamma,
      double lambda,
      float[] out) {
    int size = Stretch.size("LambdaReturn", steps, environments);
    Stretch.checkLength("LambdaReturn", "rewards", rewards.length, size);
    Stretch.checkLength("LambdaReturn", "nextValues", nextValues.length, size);
    Stretch.checkLength("LambdaReturn", "terminated", terminated.length, size);
    Stretch.checkLength("LambdaReturn", "truncated", truncated.length, size);
    Stretch.checkLength("LambdaReturn", "out", out.length, size);
    Stretch.checkUnit("LambdaReturn", "gamma", gamma);
    Stretch.checkUnit("LambdaReturn", "lambda", lambda);

    int last = size - environments;
    for (int n = 0; n < environments; n++) {
      double following = 0;
      for (int i = last + n; i >= 0; i -= environments) {
        boolean cut = terminated[i] || truncated[i] || i >= last;
        following =
            cut
                ? TemporalDifference.target(rewards[i], gamma, terminated[i], nextValues[i])
                : rewards[i] + gamma * ((1 - lambda) * nextValues[i] + lambda * following);
        out[i] = (float) following;
      }
    }
  }
}
