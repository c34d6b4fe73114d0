package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;
import static dev.bellman.tensor.kernel.simd.Tiles.columnsOf;

import jdk.incubator.vector.FloatVector;

/**
 * One row of C by two panels: four sums hide the latency of a multiply-add. Two steps a round: a
 * method so long is not inlined, and where this one was, its vectors became objects now and then.
 */
final class Tile1x4 {

  private Tile1x4() {}

  /** As {@link TileRow#tiles}, but a tile is twice as wide and its row lies anywhere. */
  static void product(
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
      int step,
      float[] c,
      int cAt) {
    int second = columnsOf(1, next);
    int o = fromAt;
    int to = cAt;
    for (int t = 0; t < tiles; t++) {
      FloatVector s0 = FloatVector.fromArray(SPECIES, from, o);
      FloatVector s1 = FloatVector.fromArray(SPECIES, from, o + LANES);
      FloatVector s2 = FloatVector.fromArray(SPECIES, from, o + step);
      FloatVector s3 = FloatVector.fromArray(SPECIES, from, o + step + LANES);
      int q = bAt + columnsOf(2 * t, next);
      int l = 0;
      for (; l + 1 < k; l += 2) {
        FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + l]);
        s0 = x.fma(FloatVector.fromArray(SPECIES, b, q), s0);
        s1 = x.fma(FloatVector.fromArray(SPECIES, b, q + LANES), s1);
        s2 = x.fma(FloatVector.fromArray(SPECIES, b, q + second), s2);
        s3 = x.fma(FloatVector.fromArray(SPECIES, b, q + second + LANES), s3);
        q += ldb;
        FloatVector y = FloatVector.broadcast(SPECIES, a[aAt + l + 1]);
        s0 = y.fma(FloatVector.fromArray(SPECIES, b, q), s0);
        s1 = y.fma(FloatVector.fromArray(SPECIES, b, q + LANES), s1);
        s2 = y.fma(FloatVector.fromArray(SPECIES, b, q + second), s2);
        s3 = y.fma(FloatVector.fromArray(SPECIES, b, q + second + LANES), s3);
        q += ldb;
      }
      if (l < k) {
        FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + l]);
        s0 = x.fma(FloatVector.fromArray(SPECIES, b, q), s0);
        s1 = x.fma(FloatVector.fromArray(SPECIES, b, q + LANES), s1);
        s2 = x.fma(FloatVector.fromArray(SPECIES, b, q + second), s2);
        s3 = x.fma(FloatVector.fromArray(SPECIES, b, q + second + LANES), s3);
        q += ldb;
      }
      s0.intoArray(c, to);
      s1.intoArray(c, to + LANES);
      s2.intoArray(c, to + COLUMNS);
      s3.intoArray(c, to + COLUMNS + LANES);
      o += 2 * step;
      to += 2 * COLUMNS;
    }
  }
}
