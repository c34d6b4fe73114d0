package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Eight rows of C by one vector: for a matrix that is at most a vector wide. */
final class Tile8x1 {

  private Tile8x1() {}

  /**
   * A is read by rows: {@code A[i, l] = a[aAt + i·lda + l]}. Two steps a turn share the row
   * addresses, which are half of the work beside the multiply-adds.
   */
  static void rows(
      int rows,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] from,
      int fromAt,
      int ldFrom,
      float[] c,
      int cAt,
      int ldc) {
    int last = rows - 1;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    int r5 = Math.min(5, last);
    int r6 = Math.min(6, last);
    int r7 = Math.min(7, last);
    FloatVector c0 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector c1 = FloatVector.fromArray(SPECIES, from, fromAt + r1 * ldFrom);
    FloatVector c2 = FloatVector.fromArray(SPECIES, from, fromAt + r2 * ldFrom);
    FloatVector c3 = FloatVector.fromArray(SPECIES, from, fromAt + r3 * ldFrom);
    FloatVector c4 = FloatVector.fromArray(SPECIES, from, fromAt + r4 * ldFrom);
    FloatVector c5 = FloatVector.fromArray(SPECIES, from, fromAt + r5 * ldFrom);
    FloatVector c6 = FloatVector.fromArray(SPECIES, from, fromAt + r6 * ldFrom);
    FloatVector c7 = FloatVector.fromArray(SPECIES, from, fromAt + r7 * ldFrom);
    int a0 = aAt;
    int a1 = aAt + r1 * lda;
    int a2 = aAt + r2 * lda;
    int a3 = aAt + r3 * lda;
    int a4 = aAt + r4 * lda;
    int a5 = aAt + r5 * lda;
    int a6 = aAt + r6 * lda;
    int a7 = aAt + r7 * lda;
    int q = bAt;
    int l = 0;
    for (; l < k - 1; l += 2) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + l]);
      c0 = x.fma(y, c0);
      x = FloatVector.broadcast(SPECIES, a[a1 + l]);
      c1 = x.fma(y, c1);
      x = FloatVector.broadcast(SPECIES, a[a2 + l]);
      c2 = x.fma(y, c2);
      x = FloatVector.broadcast(SPECIES, a[a3 + l]);
      c3 = x.fma(y, c3);
      x = FloatVector.broadcast(SPECIES, a[a4 + l]);
      c4 = x.fma(y, c4);
      x = FloatVector.broadcast(SPECIES, a[a5 + l]);
      c5 = x.fma(y, c5);
      x = FloatVector.broadcast(SPECIES, a[a6 + l]);
      c6 = x.fma(y, c6);
      x = FloatVector.broadcast(SPECIES, a[a7 + l]);
      c7 = x.fma(y, c7);
      y = FloatVector.fromArray(SPECIES, b, q + ldb);
      x = FloatVector.broadcast(SPECIES, a[a0 + l + 1]);
      c0 = x.fma(y, c0);
      x = FloatVector.broadcast(SPECIES, a[a1 + l + 1]);
      c1 = x.fma(y, c1);
      x = FloatVector.broadcast(SPECIES, a[a2 + l + 1]);
      c2 = x.fma(y, c2);
      x = FloatVector.broadcast(SPECIES, a[a3 + l + 1]);
      c3 = x.fma(y, c3);
      x = FloatVector.broadcast(SPECIES, a[a4 + l + 1]);
      c4 = x.fma(y, c4);
      x = FloatVector.broadcast(SPECIES, a[a5 + l + 1]);
      c5 = x.fma(y, c5);
      x = FloatVector.broadcast(SPECIES, a[a6 + l + 1]);
      c6 = x.fma(y, c6);
      x = FloatVector.broadcast(SPECIES, a[a7 + l + 1]);
      c7 = x.fma(y, c7);
      q += 2 * ldb;
    }
    if (l < k) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + l]);
      c0 = x.fma(y, c0);
      x = FloatVector.broadcast(SPECIES, a[a1 + l]);
      c1 = x.fma(y, c1);
      x = FloatVector.broadcast(SPECIES, a[a2 + l]);
      c2 = x.fma(y, c2);
      x = FloatVector.broadcast(SPECIES, a[a3 + l]);
      c3 = x.fma(y, c3);
      x = FloatVector.broadcast(SPECIES, a[a4 + l]);
      c4 = x.fma(y, c4);
      x = FloatVector.broadcast(SPECIES, a[a5 + l]);
      c5 = x.fma(y, c5);
      x = FloatVector.broadcast(SPECIES, a[a6 + l]);
      c6 = x.fma(y, c6);
      x = FloatVector.broadcast(SPECIES, a[a7 + l]);
      c7 = x.fma(y, c7);
    }
    c7.intoArray(c, cAt + r7 * ldc);
    c6.intoArray(c, cAt + r6 * ldc);
    c5.intoArray(c, cAt + r5 * ldc);
    c4.intoArray(c, cAt + r4 * ldc);
    c3.intoArray(c, cAt + r3 * ldc);
    c2.intoArray(c, cAt + r2 * ldc);
    c1.intoArray(c, cAt + r1 * ldc);
    c0.intoArray(c, cAt);
  }
}
