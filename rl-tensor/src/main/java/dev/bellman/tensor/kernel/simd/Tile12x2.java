package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;
import static dev.bellman.tensor.kernel.simd.Tiles.columnsOf;

import jdk.incubator.vector.FloatVector;

/**
 * Twelve rows of C by two vectors: 24 sums, for 32 registers.
 *
 * <p>Steps are counted by the index into A, and rows of B have a constant distance: then all
 * indices of a step are one number away from it, and nothing is checked or computed beside the
 * multiply-adds that would take their ports.
 */
final class Tile12x2 {

  private Tile12x2() {}

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
    int r8 = Math.min(8, last);
    int r9 = Math.min(9, last);
    int r10 = Math.min(10, last);
    int r11 = Math.min(11, last);
    int c1 = r1 * ldc;
    int c2 = r2 * ldc;
    int c3 = r3 * ldc;
    int c4 = r4 * ldc;
    int c5 = r5 * ldc;
    int c6 = r6 * ldc;
    int c7 = r7 * ldc;
    int c8 = r8 * ldc;
    int c9 = r9 * ldc;
    int c10 = r10 * ldc;
    int c11 = r11 * ldc;
    int f1 = r1 * ldf;
    int f2 = r2 * ldf;
    int f3 = r3 * ldf;
    int f4 = r4 * ldf;
    int f5 = r5 * ldf;
    int f6 = r6 * ldf;
    int f7 = r7 * ldf;
    int f8 = r8 * ldf;
    int f9 = r9 * ldf;
    int f10 = r10 * ldf;
    int f11 = r11 * ldf;
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
      FloatVector s8x = FloatVector.fromArray(SPECIES, from, o + f8);
      FloatVector s8y = FloatVector.fromArray(SPECIES, from, o + f8 + LANES);
      FloatVector s9x = FloatVector.fromArray(SPECIES, from, o + f9);
      FloatVector s9y = FloatVector.fromArray(SPECIES, from, o + f9 + LANES);
      FloatVector s10x = FloatVector.fromArray(SPECIES, from, o + f10);
      FloatVector s10y = FloatVector.fromArray(SPECIES, from, o + f10 + LANES);
      FloatVector s11x = FloatVector.fromArray(SPECIES, from, o + f11);
      FloatVector s11y = FloatVector.fromArray(SPECIES, from, o + f11 + LANES);
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
        x = FloatVector.broadcast(SPECIES, a[p + 8 * STRIDE]);
        s8x = x.fma(y0, s8x);
        s8y = x.fma(y1, s8y);
        x = FloatVector.broadcast(SPECIES, a[p + 9 * STRIDE]);
        s9x = x.fma(y0, s9x);
        s9y = x.fma(y1, s9y);
        x = FloatVector.broadcast(SPECIES, a[p + 10 * STRIDE]);
        s10x = x.fma(y0, s10x);
        s10y = x.fma(y1, s10y);
        x = FloatVector.broadcast(SPECIES, a[p + 11 * STRIDE]);
        s11x = x.fma(y0, s11x);
        s11y = x.fma(y1, s11y);
      }
      s11x.intoArray(c, to + c11);
      s11y.intoArray(c, to + c11 + LANES);
      s10x.intoArray(c, to + c10);
      s10y.intoArray(c, to + c10 + LANES);
      s9x.intoArray(c, to + c9);
      s9y.intoArray(c, to + c9 + LANES);
      s8x.intoArray(c, to + c8);
      s8y.intoArray(c, to + c8 + LANES);
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
