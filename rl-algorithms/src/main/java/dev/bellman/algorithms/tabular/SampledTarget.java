package dev.bellman.algorithms.tabular;

/**
 * The Bellman operator at a policy for Q, sampled, the next action as well.
 *
 * <pre>{@code
 * y = r + γ·Q(s′, a′),   a′ ~ π(·|s′)
 * }</pre>
 *
 * @param q Q
 */
public record SampledTarget(QTable q) implements TabularTarget {

  @Override
  public double of(double reward, double discount, int next, int nextAction) {
    return reward + discount * q.value(next, nextAction);
  }
}
