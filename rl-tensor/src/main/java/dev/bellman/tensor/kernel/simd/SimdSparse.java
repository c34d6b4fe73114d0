package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.DOUBLES;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;

import dev.bellman.tensor.kernel.SparseKernels;
import jdk.incubator.vector.DoubleVector;

/** The kernels in doubles on the Vector API: a lane a row, so that each sum keeps its order. */
final class SimdSparse implements SparseKernels {
  private static final int COUNT = DOUBLES.length();

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

  @Override
  public void maxRows(int m, int n, double[] a, int aAt, int lda, double[] out, int outAt) {
    int whole = DOUBLES.loopBound(n);
    for (int j = 0; j < whole; j += COUNT) {
      DoubleVector max = DoubleVector.fromArray(DOUBLES, a, aAt + j);
      for (int i = 1; i < m; i++) {
        max = max.max(DoubleVector.fromArray(DOUBLES, a, aAt + i * lda + j));
      }
      max.intoArray(out, outAt + j);
    }
    TAIL.sparse().maxRows(m, n - whole, a, aAt + whole, lda, out, outAt + whole);
  }
}
