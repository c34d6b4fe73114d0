package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Twelve rows of C by two vectors: 24 sums, for processors with 32 vector registers. */
final class Tile12x2 {

  private Tile12x2() {}

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
    int r6 = Math.min(6, last);
    int r7 = Math.min(7, last);
    int r8 = Math.min(8, last);
    int r9 = Math.min(9, last);
    int r10 = Math.min(10, last);
    int r11 = Math.min(11, last);
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
    FloatVector c6x = FloatVector.fromArray(SPECIES, from, fromAt + r6 * ldFrom);
    FloatVector c6y = FloatVector.fromArray(SPECIES, from, fromAt + r6 * ldFrom + LANES);
    FloatVector c7x = FloatVector.fromArray(SPECIES, from, fromAt + r7 * ldFrom);
    FloatVector c7y = FloatVector.fromArray(SPECIES, from, fromAt + r7 * ldFrom + LANES);
    FloatVector c8x = FloatVector.fromArray(SPECIES, from, fromAt + r8 * ldFrom);
    FloatVector c8y = FloatVector.fromArray(SPECIES, from, fromAt + r8 * ldFrom + LANES);
    FloatVector c9x = FloatVector.fromArray(SPECIES, from, fromAt + r9 * ldFrom);
    FloatVector c9y = FloatVector.fromArray(SPECIES, from, fromAt + r9 * ldFrom + LANES);
    FloatVector c10x = FloatVector.fromArray(SPECIES, from, fromAt + r10 * ldFrom);
    FloatVector c10y = FloatVector.fromArray(SPECIES, from, fromAt + r10 * ldFrom + LANES);
    FloatVector c11x = FloatVector.fromArray(SPECIES, from, fromAt + r11 * ldFrom);
    FloatVector c11y = FloatVector.fromArray(SPECIES, from, fromAt + r11 * ldFrom + LANES);
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
      x = FloatVector.broadcast(SPECIES, a[p + 6]);
      c6x = x.fma(y0, c6x);
      c6y = x.fma(y1, c6y);
      x = FloatVector.broadcast(SPECIES, a[p + 7]);
      c7x = x.fma(y0, c7x);
      c7y = x.fma(y1, c7y);
      x = FloatVector.broadcast(SPECIES, a[p + 8]);
      c8x = x.fma(y0, c8x);
      c8y = x.fma(y1, c8y);
      x = FloatVector.broadcast(SPECIES, a[p + 9]);
      c9x = x.fma(y0, c9x);
      c9y = x.fma(y1, c9y);
      x = FloatVector.broadcast(SPECIES, a[p + 10]);
      c10x = x.fma(y0, c10x);
      c10y = x.fma(y1, c10y);
      x = FloatVector.broadcast(SPECIES, a[p + 11]);
      c11x = x.fma(y0, c11x);
      c11y = x.fma(y1, c11y);
      p += lda;
      q += ldb;
    }
    c11x.intoArray(c, cAt + r11 * ldc);
    c11y.intoArray(c, cAt + r11 * ldc + LANES);
    c10x.intoArray(c, cAt + r10 * ldc);
    c10y.intoArray(c, cAt + r10 * ldc + LANES);
    c9x.intoArray(c, cAt + r9 * ldc);
    c9y.intoArray(c, cAt + r9 * ldc + LANES);
    c8x.intoArray(c, cAt + r8 * ldc);
    c8y.intoArray(c, cAt + r8 * ldc + LANES);
    c7x.intoArray(c, cAt + r7 * ldc);
    c7y.intoArray(c, cAt + r7 * ldc + LANES);
    c6x.intoArray(c, cAt + r6 * ldc);
    c6y.intoArray(c, cAt + r6 * ldc + LANES);
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
