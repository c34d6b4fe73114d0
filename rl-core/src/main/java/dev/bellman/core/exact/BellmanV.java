package dev.bellman.core.exact;

/**
 * The Bellman operator for V at a policy.
 *
 * <pre>{@code
 * B^π_V[V](s) = E[r + γ·V(s′) | s]   a ~ π(·|s), (r, s′) ~ p(·,·|s, a)
 * }</pre>
 *
 * @param mdp p and γ
 * @param policy π
 */
public record BellmanV(FiniteMdp mdp, FinitePolicy policy) implements BellmanOperator {

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(double[] v, double[] out, int from, int to) {
    for (int s = from; s < to; s++) {
      double expected = 0;
      for (int a = 0; a < mdp.actions(); a++) {
        double p = policy.probability(s, a);
        expected += p == 0 ? 0 : p * mdp.backup(s, a, v);
      }
      out[s] = expected;
    }
  }
}
