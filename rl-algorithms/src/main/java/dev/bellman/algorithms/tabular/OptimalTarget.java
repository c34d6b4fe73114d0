package dev.bellman.algorithms.tabular;

/**
 * The Bellman optimality operator for Q, sampled.
 *
 * <pre>{@code
 * y = r + γ·max_a′ Q(s′, a′)
 * }</pre>
 *
 * @param q Q
 */
public record OptimalTarget(QTable q) implements TabularTarget {

  @Override
  public double of(double reward, double discount, int next, int nextAction) {
    return reward + discount * q.max(next);
  }
}
