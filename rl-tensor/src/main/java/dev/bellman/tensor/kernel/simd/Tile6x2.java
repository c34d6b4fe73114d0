package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Six rows of C by two vectors: twelve sums, for 16 registers. */
final class Tile6x2 {

  private Tile6x2() {}

  /**
   * Tiles below each other; A lies in rows, {@code A[i, l] = a[aAt + i·lda + l]}.
   *
   * <p>Rows that a tile lacks are its last row again: written once more, with the same bits.
   */
  static void rows(
      int tiles,
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
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    int r5 = Math.min(5, last);
    int c1 = r1 * ldc;
    int c2 = r2 * ldc;
    int c3 = r3 * ldc;
    int c4 = r4 * ldc;
    int c5 = r5 * ldc;
    int a1 = r1 * lda;
    int a2 = r2 * lda;
    int a3 = r3 * lda;
    int a4 = r4 * lda;
    int a5 = r5 * lda;
    int p = aAt;
    int to = cAt;
    for (int t = 0; t < tiles; t++) {
      FloatVector s0x = FloatVector.zero(SPECIES);
      FloatVector s0y = FloatVector.zero(SPECIES);
      FloatVector s1x = FloatVector.zero(SPECIES);
      FloatVector s1y = FloatVector.zero(SPECIES);
      FloatVector s2x = FloatVector.zero(SPECIES);
      FloatVector s2y = FloatVector.zero(SPECIES);
      FloatVector s3x = FloatVector.zero(SPECIES);
      FloatVector s3y = FloatVector.zero(SPECIES);
      FloatVector s4x = FloatVector.zero(SPECIES);
      FloatVector s4y = FloatVector.zero(SPECIES);
      FloatVector s5x = FloatVector.zero(SPECIES);
      FloatVector s5y = FloatVector.zero(SPECIES);
      if (accumulate) {
        s0x = FloatVector.fromArray(SPECIES, c, to);
        s0y = FloatVector.fromArray(SPECIES, c, to + LANES);
        s1x = FloatVector.fromArray(SPECIES, c, to + c1);
        s1y = FloatVector.fromArray(SPECIES, c, to + c1 + LANES);
        s2x = FloatVector.fromArray(SPECIES, c, to + c2);
        s2y = FloatVector.fromArray(SPECIES, c, to + c2 + LANES);
        s3x = FloatVector.fromArray(SPECIES, c, to + c3);
        s3y = FloatVector.fromArray(SPECIES, c, to + c3 + LANES);
        s4x = FloatVector.fromArray(SPECIES, c, to + c4);
        s4y = FloatVector.fromArray(SPECIES, c, to + c4 + LANES);
        s5x = FloatVector.fromArray(SPECIES, c, to + c5);
        s5y = FloatVector.fromArray(SPECIES, c, to + c5 + LANES);
      }
      int q = bAt;
      for (int l = 0; l < k; l++) {
        FloatVector y0 = FloatVector.fromArray(SPECIES, b, q);
        FloatVector y1 = FloatVector.fromArray(SPECIES, b, q + LANES);
        FloatVector x = FloatVector.broadcast(SPECIES, a[p + l]);
        s0x = x.fma(y0, s0x);
        s0y = x.fma(y1, s0y);
        x = FloatVector.broadcast(SPECIES, a[p + a1 + l]);
        s1x = x.fma(y0, s1x);
        s1y = x.fma(y1, s1y);
        x = FloatVector.broadcast(SPECIES, a[p + a2 + l]);
        s2x = x.fma(y0, s2x);
        s2y = x.fma(y1, s2y);
        x = FloatVector.broadcast(SPECIES, a[p + a3 + l]);
        s3x = x.fma(y0, s3x);
        s3y = x.fma(y1, s3y);
        x = FloatVector.broadcast(SPECIES, a[p + a4 + l]);
        s4x = x.fma(y0, s4x);
        s4y = x.fma(y1, s4y);
        x = FloatVector.broadcast(SPECIES, a[p + a5 + l]);
        s5x = x.fma(y0, s5x);
        s5y = x.fma(y1, s5y);
        q += ldb;
      }
      s5x.intoArray(c, to + c5);
      s5y.intoArray(c, to + c5 + LANES);
      s4x.intoArray(c, to + c4);
      s4y.intoArray(c, to + c4 + LANES);
      s3x.intoArray(c, to + c3);
      s3y.intoArray(c, to + c3 + LANES);
      s2x.intoArray(c, to + c2);
      s2y.intoArray(c, to + c2 + LANES);
      s1x.intoArray(c, to + c1);
      s1y.intoArray(c, to + c1 + LANES);
      s0x.intoArray(c, to);
      s0y.intoArray(c, to + LANES);
      p += 6 * lda;
      to += 6 * ldc;
    }
  }

  /**
   * One tile; A lies in columns, {@code A[i, l] = a[aAt + i + l·lda]}, as in a packed panel.
   *
   * <p>It starts from C₀ in {@code from}, be it zeros: a branch here makes the compiler spill in
   * the loop. Rows that C lacks are written over its last row and this one after them, hence the
   * order.
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
      float[] from,
      int fromAt,
      int ldf,
      float[] c,
      int cAt,
      int ldc) {
    int last = rows - 1;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    int r5 = Math.min(5, last);
    int c1 = r1 * ldc;
    int c2 = r2 * ldc;
    int c3 = r3 * ldc;
    int c4 = r4 * ldc;
    int c5 = r5 * ldc;
    int f1 = r1 * ldf;
    int f2 = r2 * ldf;
    int f3 = r3 * ldf;
    int f4 = r4 * ldf;
    int f5 = r5 * ldf;
    FloatVector s0x = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector s0y = FloatVector.fromArray(SPECIES, from, fromAt + LANES);
    FloatVector s1x = FloatVector.fromArray(SPECIES, from, fromAt + f1);
    FloatVector s1y = FloatVector.fromArray(SPECIES, from, fromAt + f1 + LANES);
    FloatVector s2x = FloatVector.fromArray(SPECIES, from, fromAt + f2);
    FloatVector s2y = FloatVector.fromArray(SPECIES, from, fromAt + f2 + LANES);
    FloatVector s3x = FloatVector.fromArray(SPECIES, from, fromAt + f3);
    FloatVector s3y = FloatVector.fromArray(SPECIES, from, fromAt + f3 + LANES);
    FloatVector s4x = FloatVector.fromArray(SPECIES, from, fromAt + f4);
    FloatVector s4y = FloatVector.fromArray(SPECIES, from, fromAt + f4 + LANES);
    FloatVector s5x = FloatVector.fromArray(SPECIES, from, fromAt + f5);
    FloatVector s5y = FloatVector.fromArray(SPECIES, from, fromAt + f5 + LANES);
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[p]);
      s0x = x.fma(y0, s0x);
      s0y = x.fma(y1, s0y);
      x = FloatVector.broadcast(SPECIES, a[p + 1]);
      s1x = x.fma(y0, s1x);
      s1y = x.fma(y1, s1y);
      x = FloatVector.broadcast(SPECIES, a[p + 2]);
      s2x = x.fma(y0, s2x);
      s2y = x.fma(y1, s2y);
      x = FloatVector.broadcast(SPECIES, a[p + 3]);
      s3x = x.fma(y0, s3x);
      s3y = x.fma(y1, s3y);
      x = FloatVector.broadcast(SPECIES, a[p + 4]);
      s4x = x.fma(y0, s4x);
      s4y = x.fma(y1, s4y);
      x = FloatVector.broadcast(SPECIES, a[p + 5]);
      s5x = x.fma(y0, s5x);
      s5y = x.fma(y1, s5y);
      p += lda;
      q += ldb;
    }
    s5x.intoArray(c, cAt + c5);
    s5y.intoArray(c, cAt + c5 + LANES);
    s4x.intoArray(c, cAt + c4);
    s4y.intoArray(c, cAt + c4 + LANES);
    s3x.intoArray(c, cAt + c3);
    s3y.intoArray(c, cAt + c3 + LANES);
    s2x.intoArray(c, cAt + c2);
    s2y.intoArray(c, cAt + c2 + LANES);
    s1x.intoArray(c, cAt + c1);
    s1y.intoArray(c, cAt + c1 + LANES);
    s0x.intoArray(c, cAt);
    s0y.intoArray(c, cAt + LANES);
  }
}
