package dev.bellman.core.exact;

/**
 * The soft Bellman operator for V at a policy: rewards and entropy.
 *
 * <pre>{@code
 * B̃^π_V[V](s) = E[r + γ·V(s′) − α·log π(a|s) | s]
 * }</pre>
 *
 * <p>An absorbing state is worth 0: whoever has arrived earns no entropy either.
 *
 * @param mdp p and γ
 * @param policy π
 * @param temperature α ≥ 0
 */
public record SoftBellmanV(FiniteMdp mdp, FinitePolicy policy, double temperature)
    implements BellmanOperator {

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
        expected += p == 0 ? 0 : p * (mdp.backup(s, a, v) - temperature * Math.log(p));
      }
      out[s] = mdp.isAbsorbing(s) ? 0 : expected;
    }
  }
}
