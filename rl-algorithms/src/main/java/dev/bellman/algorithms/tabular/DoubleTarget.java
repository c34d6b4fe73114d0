package dev.bellman.algorithms.tabular;

/**
 * The Bellman optimality operator for Q, sampled: one table chooses the action, another says what
 * it is worth, so that no error of one is counted twice.
 *
 * <pre>{@code
 * y = r + γ·Q₂(s′, argmax_a′ Q₁(s′, a′))
 * }</pre>
 *
 * @param choosing Q₁
 * @param judging Q₂
 */
public record DoubleTarget(QTable choosing, QTable judging) implements TabularTarget {

  @Override
  public double of(double reward, double discount, int next, int nextAction) {
    return reward + discount * judging.value(next, choosing.best(next));
  }
}
