package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** One row of C, four vectors or one at a time: acting, and rows left over by tiles. */
final class Strip {

  private Strip() {}

  /** {@code n} is a multiple of the lanes; {@code A[0, l] = a[aAt + l·step]}. */
  static void row(
      int n,
      int k,
      float[] a,
      int aAt,
      int step,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt) {
    if (!accumulate) {
      Arrays.fill(c, cAt, cAt + n, 0f);
    }
    int j = 0;
    for (; j <= n - 4 * LANES; j += 4 * LANES) {
      four(k, a, aAt, step, b, bAt + j, ldb, c, cAt + j);
    }
    for (; j < n; j += LANES) {
      one(k, a, aAt, step, b, bAt + j, ldb, c, cAt + j);
    }
  }

  private static void four(
      int k, float[] a, int aAt, int step, float[] b, int bAt, int ldb, float[] c, int cAt) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, cAt);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[p]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, q), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, q + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, q + 2 * LANES), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, q + 3 * LANES), c3);
      p += step;
      q += ldb;
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
    c2.intoArray(c, cAt + 2 * LANES);
    c3.intoArray(c, cAt + 3 * LANES);
  }

  private static void one(
      int k, float[] a, int aAt, int step, float[] b, int bAt, int ldb, float[] c, int cAt) {
    FloatVector sum = FloatVector.fromArray(SPECIES, c, cAt);
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      sum = FloatVector.broadcast(SPECIES, a[p]).fma(FloatVector.fromArray(SPECIES, b, q), sum);
      p += step;
      q += ldb;
    }
    sum.intoArray(c, cAt);
  }
}
