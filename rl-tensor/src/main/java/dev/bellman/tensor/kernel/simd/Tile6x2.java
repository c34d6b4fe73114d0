package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Six rows of C by two vectors: twelve sums, for processors with 16 vector registers. */
final class Tile6x2 {

  private Tile6x2() {}

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
    FloatVector c0x = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector c0y = FloatVector.fromArray(SPECIES, from, fromAt + LANES);
    FloatVector c1x = FloatVector.fromArray(SPECIES, from, fromAt + r1 * ldFrom);
    FloatVector c1y = FloatVector.fromArray(SPECIES, from, fromAt + r1 * ldFrom + LANES);
    FloatVector c2x = FloatVector.fromArray(SPECIES, from, fromAt + r2 * ldFrom);
    FloatVector c2y = FloatVector.fromArray(SPECIES, from, fromAt + r2 * ldFrom + LANES);
    FloatVector c3x = FloatVector.fromArray(SPECIES, from, fromAt + r3 * ldFrom);
    FloatVector c3y = FloatVector.fromArray(SPECIES, from, fromAt + r3 * ldFrom + LANES);
    FloatVector c4x = FloatVector.fromArray(SPECIES, from, fromAt + r4 * ldFrom);
    FloatVector c4y = FloatVector.fromArray(SPECIES, from, fromAt + r4 * ldFrom + LANES);
    FloatVector c5x = FloatVector.fromArray(SPECIES, from, fromAt + r5 * ldFrom);
    FloatVector c5y = FloatVector.fromArray(SPECIES, from, fromAt + r5 * ldFrom + LANES);
    int a0 = aAt;
    int a1 = aAt + r1 * lda;
    int a2 = aAt + r2 * lda;
    int a3 = aAt + r3 * lda;
    int a4 = aAt + r4 * lda;
    int a5 = aAt + r5 * lda;
    int q = bAt;
    int l = 0;
    for (; l < k - 1; l += 2) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + l]);
      c0x = x.fma(y0, c0x);
      c0y = x.fma(y1, c0y);
      x = FloatVector.broadcast(SPECIES, a[a1 + l]);
      c1x = x.fma(y0, c1x);
      c1y = x.fma(y1, c1y);
      x = FloatVector.broadcast(SPECIES, a[a2 + l]);
      c2x = x.fma(y0, c2x);
      c2y = x.fma(y1, c2y);
      x = FloatVector.broadcast(SPECIES, a[a3 + l]);
      c3x = x.fma(y0, c3x);
      c3y = x.fma(y1, c3y);
      x = FloatVector.broadcast(SPECIES, a[a4 + l]);
      c4x = x.fma(y0, c4x);
      c4y = x.fma(y1, c4y);
      x = FloatVector.broadcast(SPECIES, a[a5 + l]);
      c5x = x.fma(y0, c5x);
      c5y = x.fma(y1, c5y);
      y0 = FloatVector.fromArray(SPECIES, b, q + ldb);
      y1 = FloatVector.fromArray(SPECIES, b, q + ldb + LANES);
      x = FloatVector.broadcast(SPECIES, a[a0 + l + 1]);
      c0x = x.fma(y0, c0x);
      c0y = x.fma(y1, c0y);
      x = FloatVector.broadcast(SPECIES, a[a1 + l + 1]);
      c1x = x.fma(y0, c1x);
      c1y = x.fma(y1, c1y);
      x = FloatVector.broadcast(SPECIES, a[a2 + l + 1]);
      c2x = x.fma(y0, c2x);
      c2y = x.fma(y1, c2y);
      x = FloatVector.broadcast(SPECIES, a[a3 + l + 1]);
      c3x = x.fma(y0, c3x);
      c3y = x.fma(y1, c3y);
      x = FloatVector.broadcast(SPECIES, a[a4 + l + 1]);
      c4x = x.fma(y0, c4x);
      c4y = x.fma(y1, c4y);
      x = FloatVector.broadcast(SPECIES, a[a5 + l + 1]);
      c5x = x.fma(y0, c5x);
      c5y = x.fma(y1, c5y);
      q += 2 * ldb;
    }
    if (l < k) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + l]);
      c0x = x.fma(y0, c0x);
      c0y = x.fma(y1, c0y);
      x = FloatVector.broadcast(SPECIES, a[a1 + l]);
      c1x = x.fma(y0, c1x);
      c1y = x.fma(y1, c1y);
      x = FloatVector.broadcast(SPECIES, a[a2 + l]);
      c2x = x.fma(y0, c2x);
      c2y = x.fma(y1, c2y);
      x = FloatVector.broadcast(SPECIES, a[a3 + l]);
      c3x = x.fma(y0, c3x);
      c3y = x.fma(y1, c3y);
      x = FloatVector.broadcast(SPECIES, a[a4 + l]);
      c4x = x.fma(y0, c4x);
      c4y = x.fma(y1, c4y);
      x = FloatVector.broadcast(SPECIES, a[a5 + l]);
      c5x = x.fma(y0, c5x);
      c5y = x.fma(y1, c5y);
    }
    c5x.intoArray(c, cAt + r5 * ldc);
    c5y.intoArray(c, cAt + r5 * ldc + LANES);
    c4x.intoArray(c, cAt + r4 * ldc);
    c4y.intoArray(c, cAt + r4 * ldc + LANES);
    c3x.intoArray(c, cAt + r3 * ldc);
    c3y.intoArray(c, cAt + r3 * ldc + LANES);
    c2x.intoArray(c, cAt + r2 * ldc);
    c2y.intoArray(c, cAt + r2 * ldc + LANES);
    c1x.intoArray(c, cAt + r1 * ldc);
    c1y.intoArray(c, cAt + r1 * ldc + LANES);
    c0x.intoArray(c, cAt);
    c0y.intoArray(c, cAt + LANES);
  }

  /** A is read by columns, as in a packed panel: {@code A[i, l] = a[aAt + i + l·lda]}. */
  static void panel(
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
    FloatVector c0x = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector c0y = FloatVector.fromArray(SPECIES, from, fromAt + LANES);
    FloatVector c1x = FloatVector.fromArray(SPECIES, from, fromAt + r1 * ldFrom);
    FloatVector c1y = FloatVector.fromArray(SPECIES, from, fromAt + r1 * ldFrom + LANES);
    FloatVector c2x = FloatVector.fromArray(SPECIES, from, fromAt + r2 * ldFrom);
    FloatVector c2y = FloatVector.fromArray(SPECIES, from, fromAt + r2 * ldFrom + LANES);
    FloatVector c3x = FloatVector.fromArray(SPECIES, from, fromAt + r3 * ldFrom);
    FloatVector c3y = FloatVector.fromArray(SPECIES, from, fromAt + r3 * ldFrom + LANES);
    FloatVector c4x = FloatVector.fromArray(SPECIES, from, fromAt + r4 * ldFrom);
    FloatVector c4y = FloatVector.fromArray(SPECIES, from, fromAt + r4 * ldFrom + LANES);
    FloatVector c5x = FloatVector.fromArray(SPECIES, from, fromAt + r5 * ldFrom);
    FloatVector c5y = FloatVector.fromArray(SPECIES, from, fromAt + r5 * ldFrom + LANES);
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[p]);
      c0x = x.fma(y0, c0x);
      c0y = x.fma(y1, c0y);
      x = FloatVector.broadcast(SPECIES, a[p + 1]);
      c1x = x.fma(y0, c1x);
      c1y = x.fma(y1, c1y);
      x = FloatVector.broadcast(SPECIES, a[p + 2]);
      c2x = x.fma(y0, c2x);
      c2y = x.fma(y1, c2y);
      x = FloatVector.broadcast(SPECIES, a[p + 3]);
      c3x = x.fma(y0, c3x);
      c3y = x.fma(y1, c3y);
      x = FloatVector.broadcast(SPECIES, a[p + 4]);
      c4x = x.fma(y0, c4x);
      c4y = x.fma(y1, c4y);
      x = FloatVector.broadcast(SPECIES, a[p + 5]);
      c5x = x.fma(y0, c5x);
      c5y = x.fma(y1, c5y);
      p += lda;
      q += ldb;
    }
    c5x.intoArray(c, cAt + r5 * ldc);
    c5y.intoArray(c, cAt + r5 * ldc + LANES);
    c4x.intoArray(c, cAt + r4 * ldc);
    c4y.intoArray(c, cAt + r4 * ldc + LANES);
    c3x.intoArray(c, cAt + r3 * ldc);
    c3y.intoArray(c, cAt + r3 * ldc + LANES);
    c2x.intoArray(c, cAt + r2 * ldc);
    c2y.intoArray(c, cAt + r2 * ldc + LANES);
    c1x.intoArray(c, cAt + r1 * ldc);
    c1y.intoArray(c, cAt + r1 * ldc + LANES);
    c0x.intoArray(c, cAt);
    c0y.intoArray(c, cAt + LANES);
  }
}
