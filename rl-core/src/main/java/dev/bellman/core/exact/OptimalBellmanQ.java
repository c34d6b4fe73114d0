package dev.bellman.core.exact;

/**
 * The Bellman optimality operator for Q.
 *
 * <pre>{@code
 * B*_Q[Q](s, a) = E[r + γ·max_a′ Q(s′, a′) | s, a]
 * }</pre>
 *
 * @param mdp p and γ
 */
public record OptimalBellmanQ(FiniteMdp mdp) implements BellmanOperator {

  @Override
  public int width() {
    return mdp.actions();
  }

  @Override
  public void apply(int block, double[] q, double[] out, double[] scratch) {
    mdp.backupActions(
        s -> StateValues.greatest(mdp.actions(), q, s), out, mdp.firstOf(block), mdp.lastOf(block));
  }
}
