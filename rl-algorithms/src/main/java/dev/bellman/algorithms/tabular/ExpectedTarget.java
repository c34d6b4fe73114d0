package dev.bellman.algorithms.tabular;

/**
 * The Bellman operator at the ε-greedy policy for Q, sampled but for the next action.
 *
 * <pre>{@code
 * y = r + γ·Σ_a′ π(a′|s′)·Q(s′, a′)
 * }</pre>
 *
 * @param q Q
 * @param policy π
 */
record ExpectedTarget(QTable q, EpsilonGreedy policy) implements TabularTarget {

  @Override
  public double of(double reward, double discount, int next, int nextAction) {
    return reward + discount * policy.expectation(q, next);
  }
}
