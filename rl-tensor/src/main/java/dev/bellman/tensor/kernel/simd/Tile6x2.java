package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Six rows of C by two vectors: twelve sums, for 16 registers. */
final class Tile6x2 {

  private Tile6x2() {}

  /**
   * A column of tiles; A lies in rows, {@code A[i, l] = a[aAt + i·lda + l]}.
   *
   * <p>The rows missing in the last tile are its last row again: it is computed and written several
   * times, always with the same bits.
   */
  static void rows(
      int m,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    for (int i = 0; i < m; i += 6) {
      int last = m - 1 - i;
      int to0 = cAt + i * ldc;
      int to1 = to0 + Math.min(1, last) * ldc;
      int to2 = to0 + Math.min(2, last) * ldc;
      int to3 = to0 + Math.min(3, last) * ldc;
      int to4 = to0 + Math.min(4, last) * ldc;
      int to5 = to0 + Math.min(5, last) * ldc;
      FloatVector c0x = FloatVector.zero(SPECIES);
      FloatVector c0y = FloatVector.zero(SPECIES);
      FloatVector c1x = FloatVector.zero(SPECIES);
      FloatVector c1y = FloatVector.zero(SPECIES);
      FloatVector c2x = FloatVector.zero(SPECIES);
      FloatVector c2y = FloatVector.zero(SPECIES);
      FloatVector c3x = FloatVector.zero(SPECIES);
      FloatVector c3y = FloatVector.zero(SPECIES);
      FloatVector c4x = FloatVector.zero(SPECIES);
      FloatVector c4y = FloatVector.zero(SPECIES);
      FloatVector c5x = FloatVector.zero(SPECIES);
      FloatVector c5y = FloatVector.zero(SPECIES);
      if (accumulate) {
        c0x = FloatVector.fromArray(SPECIES, c, to0);
        c0y = FloatVector.fromArray(SPECIES, c, to0 + LANES);
        c1x = FloatVector.fromArray(SPECIES, c, to1);
        c1y = FloatVector.fromArray(SPECIES, c, to1 + LANES);
        c2x = FloatVector.fromArray(SPECIES, c, to2);
        c2y = FloatVector.fromArray(SPECIES, c, to2 + LANES);
        c3x = FloatVector.fromArray(SPECIES, c, to3);
        c3y = FloatVector.fromArray(SPECIES, c, to3 + LANES);
        c4x = FloatVector.fromArray(SPECIES, c, to4);
        c4y = FloatVector.fromArray(SPECIES, c, to4 + LANES);
        c5x = FloatVector.fromArray(SPECIES, c, to5);
        c5y = FloatVector.fromArray(SPECIES, c, to5 + LANES);
      }
      int a0 = aAt + i * lda;
      int a1 = a0 + Math.min(1, last) * lda;
      int a2 = a0 + Math.min(2, last) * lda;
      int a3 = a0 + Math.min(3, last) * lda;
      int a4 = a0 + Math.min(4, last) * lda;
      int a5 = a0 + Math.min(5, last) * lda;
      int q = bAt;
      for (int l = 0; l < k; l++) {
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
        q += ldb;
      }
      c5x.intoArray(c, to5);
      c5y.intoArray(c, to5 + LANES);
      c4x.intoArray(c, to4);
      c4y.intoArray(c, to4 + LANES);
      c3x.intoArray(c, to3);
      c3y.intoArray(c, to3 + LANES);
      c2x.intoArray(c, to2);
      c2y.intoArray(c, to2 + LANES);
      c1x.intoArray(c, to1);
      c1y.intoArray(c, to1 + LANES);
      c0x.intoArray(c, to0);
      c0y.intoArray(c, to0 + LANES);
    }
  }

  /**
   * One tile; A lies in columns as in a packed panel, {@code A[i, l] = a[aAt + i + l·lda]}.
   *
   * <p>Rows that C lacks are written over its last row, and that one after them, hence the order.
   */
  static void column(
      int rows,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    int last = rows - 1;
    int to0 = cAt;
    int to1 = to0 + Math.min(1, last) * ldc;
    int to2 = to0 + Math.min(2, last) * ldc;
    int to3 = to0 + Math.min(3, last) * ldc;
    int to4 = to0 + Math.min(4, last) * ldc;
    int to5 = to0 + Math.min(5, last) * ldc;
    FloatVector c0x = FloatVector.zero(SPECIES);
    FloatVector c0y = FloatVector.zero(SPECIES);
    FloatVector c1x = FloatVector.zero(SPECIES);
    FloatVector c1y = FloatVector.zero(SPECIES);
    FloatVector c2x = FloatVector.zero(SPECIES);
    FloatVector c2y = FloatVector.zero(SPECIES);
    FloatVector c3x = FloatVector.zero(SPECIES);
    FloatVector c3y = FloatVector.zero(SPECIES);
    FloatVector c4x = FloatVector.zero(SPECIES);
    FloatVector c4y = FloatVector.zero(SPECIES);
    FloatVector c5x = FloatVector.zero(SPECIES);
    FloatVector c5y = FloatVector.zero(SPECIES);
    if (accumulate) {
      c0x = FloatVector.fromArray(SPECIES, c, to0);
      c0y = FloatVector.fromArray(SPECIES, c, to0 + LANES);
      c1x = FloatVector.fromArray(SPECIES, c, to1);
      c1y = FloatVector.fromArray(SPECIES, c, to1 + LANES);
      c2x = FloatVector.fromArray(SPECIES, c, to2);
      c2y = FloatVector.fromArray(SPECIES, c, to2 + LANES);
      c3x = FloatVector.fromArray(SPECIES, c, to3);
      c3y = FloatVector.fromArray(SPECIES, c, to3 + LANES);
      c4x = FloatVector.fromArray(SPECIES, c, to4);
      c4y = FloatVector.fromArray(SPECIES, c, to4 + LANES);
      c5x = FloatVector.fromArray(SPECIES, c, to5);
      c5y = FloatVector.fromArray(SPECIES, c, to5 + LANES);
    }
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
    c5x.intoArray(c, to5);
    c5y.intoArray(c, to5 + LANES);
    c4x.intoArray(c, to4);
    c4y.intoArray(c, to4 + LANES);
    c3x.intoArray(c, to3);
    c3y.intoArray(c, to3 + LANES);
    c2x.intoArray(c, to2);
    c2y.intoArray(c, to2 + LANES);
    c1x.intoArray(c, to1);
    c1y.intoArray(c, to1 + LANES);
    c0x.intoArray(c, to0);
    c0y.intoArray(c, to0 + LANES);
  }
}
