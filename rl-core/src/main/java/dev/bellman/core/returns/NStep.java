package dev.bellman.core.returns;

/**
 * The n-step return: n rewards, then V.
 *
 * <pre>{@code
 * Gₜ = Σ_{k<m} γᵏ · rₜ₊ₖ + γᵐ · (1 − terminatedₜ₊ₘ₋₁) · V(s′ₜ₊ₘ₋₁)
 * }</pre>
 *
 * <p>with m = n, or fewer if the episode or the stretch ends before: the sum never reaches into
 * another episode, and the discount of V is that of the steps really taken.
 *
 * <p>Richard Sutton and Andrew Barto, "Reinforcement Learning: An Introduction" (2018), (7.1).
 */
public final class NStep {

  private NStep() {}

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
   * @param n the number of rewards, ≥ 1
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
      int n,
      float[] out) {
    int size = Stretch.size("NStep", steps, environments);
    Stretch.checkLength("NStep", "rewards", rewards.length, size);
    Stretch.checkLength("NStep", "nextValues", nextValues.length, size);
    Stretch.checkLength("NStep", "terminated", terminated.length, size);
    Stretch.checkLength("NStep", "truncated", truncated.length, size);
    Stretch.checkLength("NStep", "out", out.length, size);
    Stretch.checkUnit("NStep", "gamma", gamma);
    if (n < 1) {
      throw new IllegalArgumentException("NStep: n must be ≥ 1, but is " + n);
    }
    for (int first = 0; first < size; first++) {
      int last = first;
      int taken = 1;
      while (taken < n && !terminated[last] && !truncated[last] && last + environments < size) {
        last += environments;
        taken++;
      }
      // backwards (Horner), so that no power of γ is needed
      double sum =
          TemporalDifference.target(rewards[last], gamma, terminated[last], nextValues[last]);
      for (int i = last - environments; i >= first; i -= environments) {
        sum = rewards[i] + gamma * sum;
      }
      out[first] = (float) sum;
    }
  }
}
