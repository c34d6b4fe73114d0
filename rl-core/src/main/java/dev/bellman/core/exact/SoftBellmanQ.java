package dev.bellman.core.exact;

/**
 * The soft Bellman operator for Q at a policy: rewards and entropy.
 *
 * <pre>{@code
 * B̃^π_Q[Q](s, a) = E[r + γ·(Q(s′, a′) − α·log π(a′|s′)) | s, a]
 * }</pre>
 *
 * <p>An absorbing state is worth 0: whoever has arrived earns no entropy either.
 *
 * @param mdp p and γ
 * @param policy π
 * @param temperature α ≥ 0
 */
public record SoftBellmanQ(FiniteMdp mdp, FinitePolicy policy, double temperature)
    implements BellmanOperator {

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if the policy has other states or actions than the MDP, or the
   *     temperature is negative or not finite
   */
  public SoftBellmanQ {
    policy.requireFits(mdp);
    StateValues.requireTemperature(temperature);
  }

  @Override
  public int width() {
    return mdp.actions();
  }

  @Override
  public void apply(int block, double[] q, double[] out, double[] scratch) {
    mdp.backupActions(
        s -> mdp.isAbsorbing(s) ? 0 : StateValues.soft(policy, temperature, q, s),
        out,
        mdp.firstOf(block),
        mdp.lastOf(block));
  }
}
