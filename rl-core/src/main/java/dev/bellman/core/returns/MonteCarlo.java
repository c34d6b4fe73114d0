package dev.bellman.core.returns;

/**
 * The Monte Carlo return: the discounted sum of the rewards until the episode ends.
 *
 * <pre>{@code
 * Gₜ = rₜ                       where an episode terminates
 * Gₜ = rₜ + γ · V(s′ₜ)          where it is truncated, and at t = T − 1
 * Gₜ = rₜ + γ · Gₜ₊₁            elsewhere
 * }</pre>
 *
 * <p>The rewards that a truncation hides are what V says they are. Whoever has no V gives zeros:
 * then this is the plain sum of what was seen.
 *
 * <p>Richard Sutton and Andrew Barto, "Reinforcement Learning: An Introduction" (2018), (3.9).
 */
public final class MonteCarlo {

  private MonteCarlo() {}

  /**
   * Computes G for each step.
   *
   * @param steps T, ≥ 1
   * @param environments N, ≥ 1
   * @param rewards [T, N]
   * @param nextValues V(s′ₜ), [T, N]; used where an episode is cut but did not terminate
   * @param terminated [T, N]
   * @param truncated [T, N]
   * @param gamma the discount factor γ, in [0, 1]
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
      float[] out) {
    int size = Stretch.size("MonteCarlo", steps, environments);
    Stretch.checkLength("MonteCarlo", "rewards", rewards.length, size);
    Stretch.checkLength("MonteCarlo", "nextValues", nextValues.length, size);
    Stretch.checkLength("MonteCarlo", "terminated", terminated.length, size);
    Stretch.checkLength("MonteCarlo", "truncated", truncated.length, size);
    Stretch.checkLength("MonteCarlo", "out", out.length, size);
    Stretch.checkUnit("MonteCarlo", "gamma", gamma);

    int last = size - environments;
    for (int n = 0; n < environments; n++) {
      double following = 0;
      for (int i = last + n; i >= 0; i -= environments) {
        boolean cut = terminated[i] || truncated[i] || i >= last;
        following =
            cut
                ? TemporalDifference.target(rewards[i], gamma, terminated[i], nextValues[i])
                : rewards[i] + gamma * following;
        out[i] = (float) following;
      }
    }
  }
}
