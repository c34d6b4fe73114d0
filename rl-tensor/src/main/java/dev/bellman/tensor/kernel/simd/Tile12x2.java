package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Twelve rows of C by two vectors: 24 sums, for 32 registers. */
final class Tile12x2 {

  private Tile12x2() {}

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
    int to6 = to0 + Math.min(6, last) * ldc;
    int to7 = to0 + Math.min(7, last) * ldc;
    int to8 = to0 + Math.min(8, last) * ldc;
    int to9 = to0 + Math.min(9, last) * ldc;
    int to10 = to0 + Math.min(10, last) * ldc;
    int to11 = to0 + Math.min(11, last) * ldc;
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
    FloatVector c6x = FloatVector.zero(SPECIES);
    FloatVector c6y = FloatVector.zero(SPECIES);
    FloatVector c7x = FloatVector.zero(SPECIES);
    FloatVector c7y = FloatVector.zero(SPECIES);
    FloatVector c8x = FloatVector.zero(SPECIES);
    FloatVector c8y = FloatVector.zero(SPECIES);
    FloatVector c9x = FloatVector.zero(SPECIES);
    FloatVector c9y = FloatVector.zero(SPECIES);
    FloatVector c10x = FloatVector.zero(SPECIES);
    FloatVector c10y = FloatVector.zero(SPECIES);
    FloatVector c11x = FloatVector.zero(SPECIES);
    FloatVector c11y = FloatVector.zero(SPECIES);
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
      c6x = FloatVector.fromArray(SPECIES, c, to6);
      c6y = FloatVector.fromArray(SPECIES, c, to6 + LANES);
      c7x = FloatVector.fromArray(SPECIES, c, to7);
      c7y = FloatVector.fromArray(SPECIES, c, to7 + LANES);
      c8x = FloatVector.fromArray(SPECIES, c, to8);
      c8y = FloatVector.fromArray(SPECIES, c, to8 + LANES);
      c9x = FloatVector.fromArray(SPECIES, c, to9);
      c9y = FloatVector.fromArray(SPECIES, c, to9 + LANES);
      c10x = FloatVector.fromArray(SPECIES, c, to10);
      c10y = FloatVector.fromArray(SPECIES, c, to10 + LANES);
      c11x = FloatVector.fromArray(SPECIES, c, to11);
      c11y = FloatVector.fromArray(SPECIES, c, to11 + LANES);
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
    c11x.intoArray(c, to11);
    c11y.intoArray(c, to11 + LANES);
    c10x.intoArray(c, to10);
    c10y.intoArray(c, to10 + LANES);
    c9x.intoArray(c, to9);
    c9y.intoArray(c, to9 + LANES);
    c8x.intoArray(c, to8);
    c8y.intoArray(c, to8 + LANES);
    c7x.intoArray(c, to7);
    c7y.intoArray(c, to7 + LANES);
    c6x.intoArray(c, to6);
    c6y.intoArray(c, to6 + LANES);
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
