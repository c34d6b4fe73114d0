package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Six rows of C by one vector: for what is at most a vector wide. */
final class Tile6x1 {

  private Tile6x1() {}

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
      FloatVector c0 = FloatVector.zero(SPECIES);
      FloatVector c1 = FloatVector.zero(SPECIES);
      FloatVector c2 = FloatVector.zero(SPECIES);
      FloatVector c3 = FloatVector.zero(SPECIES);
      FloatVector c4 = FloatVector.zero(SPECIES);
      FloatVector c5 = FloatVector.zero(SPECIES);
      if (accumulate) {
        c0 = FloatVector.fromArray(SPECIES, c, to0);
        c1 = FloatVector.fromArray(SPECIES, c, to1);
        c2 = FloatVector.fromArray(SPECIES, c, to2);
        c3 = FloatVector.fromArray(SPECIES, c, to3);
        c4 = FloatVector.fromArray(SPECIES, c, to4);
        c5 = FloatVector.fromArray(SPECIES, c, to5);
      }
      int a0 = aAt + i * lda;
      int a1 = a0 + Math.min(1, last) * lda;
      int a2 = a0 + Math.min(2, last) * lda;
      int a3 = a0 + Math.min(3, last) * lda;
      int a4 = a0 + Math.min(4, last) * lda;
      int a5 = a0 + Math.min(5, last) * lda;
      int q = bAt;
      for (int l = 0; l < k; l++) {
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
        q += ldb;
      }
      c5.intoArray(c, to5);
      c4.intoArray(c, to4);
      c3.intoArray(c, to3);
      c2.intoArray(c, to2);
      c1.intoArray(c, to1);
      c0.intoArray(c, to0);
    }
  }
}
