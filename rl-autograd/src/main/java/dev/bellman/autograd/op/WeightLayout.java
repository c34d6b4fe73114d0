package dev.bellman.autograd.op;

/**
 * Which weights of a store are wanted in the order in which the matrix product reads them.
 *
 * @param at the index of the first
 * @param extent [E·in, out]
 * @param members E
 * @param factor what is multiplied by
 */
public record WeightLayout(int at, Extent extent, int members, Factor factor) {

  /** The right factor of a product. */
  public enum Factor {
    /** {@code W_e} of each member, [in, out]. */
    WEIGHT,
    /** {@code W_eᵀ} of each member, [out, in]. */
    TRANSPOSED,
    /** All {@code W_eᵀ} below each other, [E·out, in]: a product that sums over the members. */
    STACKED
  }
}
