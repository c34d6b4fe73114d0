package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.DOUBLES;

import dev.bellman.tensor.kernel.Kernels;
import jdk.incubator.vector.DoubleVector;

/**
 * {@link dev.bellman.tensor.kernel.ScalarSparse}: a lane a row, so that each sum keeps its order.
 */
final class SimdSparse {
  private static final int SLICE = Kernels.SLICE;
  private static final int COUNT = DOUBLES.length();

  private SimdSparse() {}

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
      for (int i = 0; i < SLICE; i += COUNT) {
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        int end = SLICE * starts[q + 1] + i;
        for (int at = SLICE * starts[q] + i; at < end; at += SLICE) {
          DoubleVector gathered = DoubleVector.fromArray(DOUBLES, x, 0, columns, at);
          sum = DoubleVector.fromArray(DOUBLES, weights, at).fma(gathered, sum);
        }
        DoubleVector rest = DoubleVector.fromArray(DOUBLES, b, SLICE * q + i);
        rest.add(sum.mul(c)).intoArray(out, SLICE * (q - from) + i);
      }
    }
  }

  static void maxRows(int m, int n, double[] a, int lda, double[] out, int outAt) {
    int whole = DOUBLES.loopBound(n);
    for (int j = 0; j < whole; j += COUNT) {
      DoubleVector max = DoubleVector.fromArray(DOUBLES, a, j);
      for (int i = 1; i < m; i++) {
        max = max.max(DoubleVector.fromArray(DOUBLES, a, i * lda + j));
      }
      max.intoArray(out, outAt + j);
    }
    for (int j = whole; j < n; j++) {
      double max = a[j];
      for (int i = 1; i < m; i++) {
        max = Math.max(max, a[i * lda + j]);
      }
      out[outAt + j] = max;
    }
  }
}
