package dev.bellman.tensor.kernel;

/** The specification of the kernels in doubles. */
final class ScalarSparse implements SparseKernels {

  @Override
  public void slices(
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

  @Override
  public void maxRows(int m, int n, double[] a, int aAt, int lda, double[] out, int outAt) {
    for (int j = 0; j < n; j++) {
      double max = a[aAt + j];
      for (int i = 1; i < m; i++) {
        max = Math.max(max, a[aAt + i * lda + j]);
      }
      out[outAt + j] = max;
    }
  }
}
