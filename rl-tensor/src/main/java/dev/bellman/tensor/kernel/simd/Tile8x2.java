package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;
import static dev.bellman.tensor.kernel.simd.Tiles.columnsOf;

import jdk.incubator.vector.FloatVector;

/** Eight rows of C by two vectors: what is left below tiles of twelve. */
final class Tile8x2 {

  private Tile8x2() {}

  /** Tiles side by side; the parameters are those of {@link TileRow#tiles}. */
  static void product(
      int rows,
      int tiles,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
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
    int r4 = Math.min(4, last);
    int r5 = Math.min(5, last);
    int r6 = Math.min(6, last);
    int r7 = Math.min(7, last);
    int c1 = r1 * ldc;
    int c2 = r2 * ldc;
    int c3 = r3 * ldc;
    int c4 = r4 * ldc;
    int c5 = r5 * ldc;
    int c6 = r6 * ldc;
    int c7 = r7 * ldc;
    int f1 = r1 * ldf;
    int f2 = r2 * ldf;
    int f3 = r3 * ldf;
    int f4 = r4 * ldf;
    int f5 = r5 * ldf;
    int f6 = r6 * ldf;
    int f7 = r7 * ldf;
    int o = fromAt;
    int to = cAt;
    for (int t = 0; t < tiles; t++) {
      int first = bAt + columnsOf(t, next) - aAt * PANEL;
      FloatVector s0x = FloatVector.fromArray(SPECIES, from, o);
      FloatVector s0y = FloatVector.fromArray(SPECIES, from, o + LANES);
      FloatVector s1x = FloatVector.fromArray(SPECIES, from, o + f1);
      FloatVector s1y = FloatVector.fromArray(SPECIES, from, o + f1 + LANES);
      FloatVector s2x = FloatVector.fromArray(SPECIES, from, o + f2);
      FloatVector s2y = FloatVector.fromArray(SPECIES, from, o + f2 + LANES);
      FloatVector s3x = FloatVector.fromArray(SPECIES, from, o + f3);
      FloatVector s3y = FloatVector.fromArray(SPECIES, from, o + f3 + LANES);
      FloatVector s4x = FloatVector.fromArray(SPECIES, from, o + f4);
      FloatVector s4y = FloatVector.fromArray(SPECIES, from, o + f4 + LANES);
      FloatVector s5x = FloatVector.fromArray(SPECIES, from, o + f5);
      FloatVector s5y = FloatVector.fromArray(SPECIES, from, o + f5 + LANES);
      FloatVector s6x = FloatVector.fromArray(SPECIES, from, o + f6);
      FloatVector s6y = FloatVector.fromArray(SPECIES, from, o + f6 + LANES);
      FloatVector s7x = FloatVector.fromArray(SPECIES, from, o + f7);
      FloatVector s7y = FloatVector.fromArray(SPECIES, from, o + f7 + LANES);
      for (int p = aAt; p < end; p++) {
        int q = first + p * PANEL;
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
        x = FloatVector.broadcast(SPECIES, a[p + 4 * STRIDE]);
        s4x = x.fma(y0, s4x);
        s4y = x.fma(y1, s4y);
        x = FloatVector.broadcast(SPECIES, a[p + 5 * STRIDE]);
        s5x = x.fma(y0, s5x);
        s5y = x.fma(y1, s5y);
        x = FloatVector.broadcast(SPECIES, a[p + 6 * STRIDE]);
        s6x = x.fma(y0, s6x);
        s6y = x.fma(y1, s6y);
        x = FloatVector.broadcast(SPECIES, a[p + 7 * STRIDE]);
        s7x = x.fma(y0, s7x);
        s7y = x.fma(y1, s7y);
      }
      s7x.intoArray(c, to + c7);
      s7y.intoArray(c, to + c7 + LANES);
      s6x.intoArray(c, to + c6);
      s6y.intoArray(c, to + c6 + LANES);
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
      o += step;
      to += COLUMNS;
    }
  }
}
