package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/** One row of C, {@code A[0, l] = a[aAt + l·step]}: for acting, and for rows beside the tiles. */
final class Strip {

  private Strip() {}

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
    int j = 0;
    for (; j <= n - 4 * LANES; j += 4 * LANES) {
      fourVectors(k, a, aAt, step, b, bAt + j, ldb, accumulate, c, cAt + j);
    }
    for (; j <= n - LANES; j += LANES) {
      vector(k, a, aAt, step, b, bAt + j, ldb, accumulate, c, cAt + j);
    }
    for (; j <= n - 4; j += 4) {
      fourNumbers(k, a, aAt, step, b, bAt + j, ldb, accumulate, c, cAt + j);
    }
    for (; j < n; j++) {
      number(k, a, aAt, step, b, bAt + j, ldb, accumulate, c, cAt + j);
    }
  }

  private static void fourVectors(
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
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    if (accumulate) {
      c0 = FloatVector.fromArray(SPECIES, c, cAt);
      c1 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
      c2 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
      c3 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
    }
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

  private static void vector(
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
    FloatVector sum = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum = FloatVector.fromArray(SPECIES, c, cAt);
    }
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      sum = FloatVector.broadcast(SPECIES, a[p]).fma(FloatVector.fromArray(SPECIES, b, q), sum);
      p += step;
      q += ldb;
    }
    sum.intoArray(c, cAt);
  }

  private static void fourNumbers(
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
    float c0 = accumulate ? c[cAt] : 0f;
    float c1 = accumulate ? c[cAt + 1] : 0f;
    float c2 = accumulate ? c[cAt + 2] : 0f;
    float c3 = accumulate ? c[cAt + 3] : 0f;
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      float x = a[p];
      c0 = Math.fma(x, b[q], c0);
      c1 = Math.fma(x, b[q + 1], c1);
      c2 = Math.fma(x, b[q + 2], c2);
      c3 = Math.fma(x, b[q + 3], c3);
      p += step;
      q += ldb;
    }
    c[cAt] = c0;
    c[cAt + 1] = c1;
    c[cAt + 2] = c2;
    c[cAt + 3] = c3;
  }

  private static void number(
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
    float sum = accumulate ? c[cAt] : 0f;
    int p = aAt;
    int q = bAt;
    for (int l = 0; l < k; l++) {
      sum = Math.fma(a[p], b[q], sum);
      p += step;
      q += ldb;
    }
    c[cAt] = sum;
  }
}
