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
   * Computes the numbers of the states {@code from … to − 1}; states can be computed apart.
   *
   * @param values of all states; not written
   * @param out written for these states alone
   */
  void apply(double[] values, double[] out, int from, int to);

  /** {@code B[values]}, in a new array. */
  default double[] apply(double[] values) {
    double[] out = new double[mdp().states() * width()];
    apply(values, out, 0, mdp().states());
    return out;
  }
}
