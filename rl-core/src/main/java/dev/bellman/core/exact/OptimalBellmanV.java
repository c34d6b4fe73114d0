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
  public void apply(int block, double[] v, double[] out, double[] q) {
    Slices slices = mdp.slices();
    slices.backups(block, v, q);
    int from = mdp.firstOf(block);
    int count = mdp.lastOf(block) - from;
    System.arraycopy(q, 0, out, from, count);
    for (int a = 1; a < mdp.actions(); a++) {
      int at = a * slices.stride(block);
      for (int i = 0; i < count; i++) {
        out[from + i] = Math.max(out[from + i], q[at + i]);
      }
    }
  }
}
