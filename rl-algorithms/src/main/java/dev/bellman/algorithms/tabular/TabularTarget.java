package dev.bellman.algorithms.tabular;

/**
 * An empirical Bellman operator for tables: a transition in, what Q(s, a) is moved to out.
 *
 * <p>The twin of {@link dev.bellman.core.targets.BellmanTarget}; targets of the same name compute
 * the same.
 */
@FunctionalInterface
public interface TabularTarget {

  /**
   * y of a transition.
   *
   * @param reward r, or the discounted sum of several
   * @param discount γ·(1 − terminated), or γⁿ·(1 − terminated) after n rewards
   * @param next s′
   * @param nextAction a′, drawn in s′; only a target that samples the policy looks at it
   */
  double of(double reward, double discount, int next, int nextAction);
}
