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

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if the policy has other states or actions than the MDP, or the
   *     temperature is negative or not finite
   */
  public SoftBellmanV {
    policy.requireFits(mdp);
    StateValues.requireTemperature(temperature);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(int block, double[] v, double[] out, double[] q) {
    Slices slices = mdp.slices();
    slices.backups(block, v, q);
    int from = mdp.firstOf(block);
    for (int s = from; s < mdp.lastOf(block); s++) {
      double expected = 0;
      for (int a = 0; a < mdp.actions(); a++) {
        double p = policy.probability(s, a);
        double value = q[a * slices.stride(block) + s - from];
        expected += p == 0 ? 0 : p * (value - temperature * Math.log(p));
      }
      out[s] = mdp.isAbsorbing(s) ? 0 : expected;
    }
  }
}
