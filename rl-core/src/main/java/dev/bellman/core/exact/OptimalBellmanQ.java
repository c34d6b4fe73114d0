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
  public void apply(double[] q, double[] out, int from, int to) {
    mdp.backupActions(s -> StateValues.greatest(mdp.actions(), q, s), out, from, to);
  }
}
