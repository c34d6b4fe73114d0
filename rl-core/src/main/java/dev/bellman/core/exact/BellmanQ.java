package dev.bellman.core.exact;

/**
 * The Bellman operator for Q at a policy.
 *
 * <pre>{@code
 * B^π_Q[Q](s, a) = E[r + γ·Q(s′, a′) | s, a]   (r, s′) ~ p(·,·|s, a), a′ ~ π(·|s′)
 * }</pre>
 *
 * @param mdp p and γ
 * @param policy π
 */
public record BellmanQ(FiniteMdp mdp, FinitePolicy policy) implements BellmanOperator {

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if the policy has other states or actions than the MDP
   */
  public BellmanQ {
    policy.requireFits(mdp);
  }

  @Override
  public int width() {
    return mdp.actions();
  }

  @Override
  public void apply(int block, double[] q, double[] out, double[] scratch) {
    mdp.backupActions(
        s -> StateValues.at(policy, q, s), out, mdp.firstOf(block), mdp.lastOf(block));
  }
}
