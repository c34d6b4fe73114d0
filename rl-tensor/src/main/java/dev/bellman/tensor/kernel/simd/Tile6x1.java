package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Six rows of C by one vector: for what is at most a vector wide. */
final class Tile6x1 {

  private Tile6x1() {}

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
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = FloatVector.zero(SPECIES);
      FloatVector s2 = FloatVector.zero(SPECIES);
      FloatVector s3 = FloatVector.zero(SPECIES);
      FloatVector s4 = FloatVector.zero(SPECIES);
      FloatVector s5 = FloatVector.zero(SPECIES);
      if (accumulate) {
        s0 = FloatVector.fromArray(SPECIES, c, to);
        s1 = FloatVector.fromArray(SPECIES, c, to + c1);
        s2 = FloatVector.fromArray(SPECIES, c, to + c2);
        s3 = FloatVector.fromArray(SPECIES, c, to + c3);
        s4 = FloatVector.fromArray(SPECIES, c, to + c4);
        s5 = FloatVector.fromArray(SPECIES, c, to + c5);
      }
      int q = bAt;
      for (int l = 0; l < k; l++) {
        FloatVector y = FloatVector.fromArray(SPECIES, b, q);
        FloatVector x = FloatVector.broadcast(SPECIES, a[p + l]);
        s0 = x.fma(y, s0);
        x = FloatVector.broadcast(SPECIES, a[p + a1 + l]);
        s1 = x.fma(y, s1);
        x = FloatVector.broadcast(SPECIES, a[p + a2 + l]);
        s2 = x.fma(y, s2);
        x = FloatVector.broadcast(SPECIES, a[p + a3 + l]);
        s3 = x.fma(y, s3);
        x = FloatVector.broadcast(SPECIES, a[p + a4 + l]);
        s4 = x.fma(y, s4);
        x = FloatVector.broadcast(SPECIES, a[p + a5 + l]);
        s5 = x.fma(y, s5);
        q += ldb;
      }
      s5.intoArray(c, to + c5);
      s4.intoArray(c, to + c4);
      s3.intoArray(c, to + c3);
      s2.intoArray(c, to + c2);
      s1.intoArray(c, to + c1);
      s0.intoArray(c, to);
      p += 6 * lda;
      to += 6 * ldc;
    }
  }
}
