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

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if the policy has other states or actions than the MDP
   */
  public BellmanV {
    policy.requireFits(mdp);
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
        expected += policy.probability(s, a) * q[a * slices.stride(block) + s - from];
      }
      out[s] = expected;
    }
  }
}
