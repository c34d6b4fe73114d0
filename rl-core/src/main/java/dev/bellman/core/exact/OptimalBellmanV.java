package dev.bellman.core.exact;

import dev.bellman.tensor.kernel.Kernels;

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
    Kernels.active().sparse().maxRows(mdp.actions(), count, q, 0, slices.stride(block), out, from);
  }
}
