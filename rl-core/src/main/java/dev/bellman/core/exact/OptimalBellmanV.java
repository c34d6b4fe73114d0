package dev.bellman.core.exact;

/**
 * The Bellman optimality operator for V.
 *
 * <pre>{@code
 * B*_V[V](s) = max_a E[r + γ·V(s′) | s, a]
 * }</pre>
 *
 * @param mdp p and γ
 */
public record OptimalBellmanV(FiniteMdp mdp) implements BellmanOperator {

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(double[] v, double[] out, int from, int to) {
    for (int s = from; s < to; s++) {
      double best = mdp.backup(s, 0, v);
      for (int a = 1; a < mdp.actions(); a++) {
        best = Math.max(best, mdp.backup(s, a, v));
      }
      out[s] = best;
    }
  }
}
