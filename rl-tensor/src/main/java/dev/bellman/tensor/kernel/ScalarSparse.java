package dev.bellman.tensor.kernel;

/** A sparse product and what follows it, in doubles: for exact dynamic programming. */
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

  static void maxRows(int m, int n, double[] a, int lda, double[] out, int outAt) {
    for (int j = 0; j < n; j++) {
      double max = a[j];
      for (int i = 1; i < m; i++) {
        max = Math.max(max, a[i * lda + j]);
      }
      out[outAt + j] = max;
    }
  }
}
