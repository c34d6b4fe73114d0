package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;
import static dev.bellman.tensor.kernel.simd.Tiles.columnsOf;

import jdk.incubator.vector.FloatVector;

/** Four rows of C by two vectors: what is left below higher tiles. */
final class Tile4x2 {

  private Tile4x2() {}

  /** Tiles side by side; the parameters are those of {@link TileRow#tiles}. */
  static void product(
      int rows,
      int tiles,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int ldb,
      int next,
      float[] from,
      int fromAt,
      int ldf,
      int step,
      float[] c,
      int cAt,
      int ldc) {
    int end = aAt + k;
    int last = rows - 1;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int c1 = r1 * ldc;
    int c2 = r2 * ldc;
    int c3 = r3 * ldc;
    int f1 = r1 * ldf;
    int f2 = r2 * ldf;
    int f3 = r3 * ldf;
    int o = fromAt;
    int to = cAt;
    for (int t = 0; t < tiles; t++) {
      FloatVector s0x = FloatVector.fromArray(SPECIES, from, o);
      FloatVector s0y = FloatVector.fromArray(SPECIES, from, o + LANES);
      FloatVector s1x = FloatVector.fromArray(SPECIES, from, o + f1);
      FloatVector s1y = FloatVector.fromArray(SPECIES, from, o + f1 + LANES);
      FloatVector s2x = FloatVector.fromArray(SPECIES, from, o + f2);
      FloatVector s2y = FloatVector.fromArray(SPECIES, from, o + f2 + LANES);
      FloatVector s3x = FloatVector.fromArray(SPECIES, from, o + f3);
      FloatVector s3y = FloatVector.fromArray(SPECIES, from, o + f3 + LANES);
      int q = bAt + columnsOf(t, next);
      for (int p = aAt; p < end; p++) {
        FloatVector y0 = FloatVector.fromArray(SPECIES, b, q);
        FloatVector y1 = FloatVector.fromArray(SPECIES, b, q + LANES);
        FloatVector x = FloatVector.broadcast(SPECIES, a[p]);
        s0x = x.fma(y0, s0x);
        s0y = x.fma(y1, s0y);
        x = FloatVector.broadcast(SPECIES, a[p + STRIDE]);
        s1x = x.fma(y0, s1x);
        s1y = x.fma(y1, s1y);
        x = FloatVector.broadcast(SPECIES, a[p + 2 * STRIDE]);
        s2x = x.fma(y0, s2x);
        s2y = x.fma(y1, s2y);
        x = FloatVector.broadcast(SPECIES, a[p + 3 * STRIDE]);
        s3x = x.fma(y0, s3x);
        s3y = x.fma(y1, s3y);
        q += ldb;
      }
      s3x.intoArray(c, to + c3);
      s3y.intoArray(c, to + c3 + LANES);
      s2x.intoArray(c, to + c2);
      s2y.intoArray(c, to + c2 + LANES);
      s1x.intoArray(c, to + c1);
      s1y.intoArray(c, to + c1 + LANES);
      s0x.intoArray(c, to);
      s0y.intoArray(c, to + LANES);
      o += step;
      to += COLUMNS;
    }
  }
}
