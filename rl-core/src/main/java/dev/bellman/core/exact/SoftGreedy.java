package dev.bellman.core.exact;

/**
 * The soft greedy policy: the maximum over policies, not over actions.
 *
 * <pre>{@code
 * Greedy~(Q)(·|s) = argmax_π E[Q(s, a) − α·log π(a|s)] = softmax(Q(s, ·) / α)
 * }</pre>
 */
public final class SoftGreedy {
  private SoftGreedy() {}

  /** Greedy~(V), with Q(s, a) = E[r + γ·V(s′) | s, a]. */
  public static FinitePolicy of(FiniteMdp mdp, double[] v, double temperature) {
    return ofActionValues(mdp.actions(), ActionValues.of(mdp, v), temperature);
  }

  /**
   * Greedy~(Q).
   *
   * @throws IllegalArgumentException if α is not positive
   */
  public static FinitePolicy ofActionValues(int actions, double[] q, double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "SoftGreedy: temperature must be positive, but is " + temperature);
    }
    double[] probabilities = new double[q.length];
    for (int s = 0; s < q.length / actions; s++) {
      double max = StateValues.greatest(actions, q, s);
      double sum = 0;
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        probabilities[i] = Math.exp((q[i] - max) / temperature);
        sum += probabilities[i];
      }
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        probabilities[i] /= sum;
      }
    }
    return FinitePolicy.of(actions, probabilities);
  }
}
