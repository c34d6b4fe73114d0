package dev.bellman.core.exact;

/**
 * An operator that maps values of a finite MDP to values: a γ-contraction in the supremum norm.
 *
 * <pre>{@code
 * ‖B[X] − B[Y]‖ ≤ γ·‖X − Y‖
 * }</pre>
 *
 * <p>Operators for V map S numbers, those for Q S·A, with (s, a) at s·A + a.
 */
public sealed interface BellmanOperator
    permits BellmanV, BellmanQ, OptimalBellmanV, OptimalBellmanQ, SoftBellmanV, SoftBellmanQ {

  /** The MDP whose dynamics it knows. */
  FiniteMdp mdp();

  /** How many numbers a state has: 1 for V, A for Q. */
  int width();

  /**
   * Computes the numbers of a block of states; blocks can be computed at the same time.
   *
   * @param block from 0 to {@link FiniteMdp#blocks} − 1
   * @param values of all states; not written
   * @param out written for the states of the block alone
   * @param scratch {@link FiniteMdp#scratchSize} numbers; overwritten
   */
  void apply(int block, double[] values, double[] out, double[] scratch);

  /** {@code B[values]}, in a new array. */
  default double[] apply(double[] values) {
    double[] out = new double[mdp().states() * width()];
    double[] scratch = new double[mdp().scratchSize()];
    for (int block = 0; block < mdp().blocks(); block++) {
      apply(block, values, out, scratch);
    }
    return out;
  }
}
