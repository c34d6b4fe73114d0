package dev.bellman.tensor.kernel;

/** A sparse product and what follows it, in doubles: for exact dynamic programming. */
public interface SparseKernels {

  /** Rows of a slice of a sparse matrix. */
  int SLICE = 8;

  /**
   * A sparse matrix by a vector, in slices of 8 rows whose k-th entries lie side by side: for slice
   * q in {@code from … to − 1} and row i of it, in ascending order of k,
   *
   * <pre>{@code
   * out[8·(q − from) + i] = b[8q + i] + c·Σ_k weights[8k + i]·x[columns[8k + i]]
   *                         starts[q] ≤ k < starts[q + 1]
   * }</pre>
   *
   * <p>Shorter rows of a slice are filled up with the weight 0; x is finite.
   */
  void slices(
      int from,
      int to,
      int[] starts,
      int[] columns,
      double[] weights,
      double[] x,
      double c,
      double[] b,
      double[] out);

  /**
   * The largest number of each column, of at least one row: {@code out[j] = max_i a[i, j]}. As with
   * {@code Math.max}, NaN counts as largest and 0 as larger than −0.
   */
  void maxRows(int m, int n, double[] a, int aAt, int lda, double[] out, int outAt);
}
