package dev.bellman.tensor.kernel;

/** The product of a sparse matrix, in doubles: for exact dynamic programming. */
final class ScalarSparse {
  private static final int SLICE = Kernels.SLICE;

  private ScalarSparse() {}

  static void slices(
      int from,
      int to,
      int[] starts,
      int[] columns,
      double[] weights,
      double[] x,
      double c,
      double[] b,
      double[] out) {
    for (int q = from; q < to; q++) {
      for (int i = 0; i < SLICE; i++) {
        double sum = 0;
        for (int k = starts[q]; k < starts[q + 1]; k++) {
          sum = Math.fma(weights[SLICE * k + i], x[columns[SLICE * k + i]], sum);
        }
        out[SLICE * (q - from) + i] = b[SLICE * q + i] + c * sum;
      }
    }
  }
}
