package dev.bellman.tensor.kernel.simd;

import dev.bellman.tensor.kernel.Epilogue;
import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.ScalarGemm;
import dev.bellman.tensor.kernel.ScalarKernels;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Products whose left factor has so many zeros that they are left out; the bits must agree. */
final class NonzeroTermsCases {

  private static final Kernels SIMD = new SimdKernels();

  private NonzeroTermsCases() {}

  /** The weights' gradient, C = Aᵀ·B with A in rows of {@code lda} numbers. */
  static void checkTransposed(
      SplittableRandom random, int m, int n, int k, double ofA, double ofB) {
    int lda = m + random.nextInt(4);
    int ldb = n + random.nextInt(4);
    int aAt = random.nextInt(4);
    int bAt = random.nextInt(4);
    float[] a = zeros(random, k, m, lda, aAt, ofA);
    float[] b = zeros(random, k, n, ldb, bAt, ofB);
    float[] expected = new float[m * n];
    ScalarGemm.gemm(true, false, m, n, k, a, aAt, lda, b, bAt, ldb, false, expected, 0, n);
    float[] c = new float[m * n];
    Arrays.fill(c, Float.NaN);
    require(
        NonzeroTerms.transposed(Scratch.ofThread(), m, n, k, a, aAt, lda, b, bAt, ldb, c, 0, n));
    if (Tiles.TALL) {
      compare(expected, c, m, n, k);
    }
  }

  /** A layer, C = epilogue(A·B). */
  static void checkPacked(
      SplittableRandom random, Epilogue epilogue, int m, int n, int k, double density) {
    int lda = k + random.nextInt(4);
    int ldc = n + random.nextInt(4);
    int aAt = random.nextInt(4);
    float[] a = zeros(random, m, k, lda, aAt, density);
    float[] b = GemmCases.random(random, k * n);
    float[] x = GemmCases.random(random, m * n);
    float[] expected = new float[m * ldc];
    ScalarGemm.gemm(false, false, m, n, k, a, aAt, lda, b, 0, n, false, expected, 0, ldc);
    epilogue.apply(new ScalarKernels(), m, n, x, 0, n, expected, 0, ldc);
    float[] packed = new float[SIMD.packedSize(k, n)];
    SIMD.pack(false, k, n, b, 0, n, packed, 0);
    float[] c = new float[m * ldc];
    require(
        NonzeroTerms.packed(
            Scratch.ofThread(), m, n, k, a, aAt, lda, packed, 0, epilogue, x, 0, n, c, 0, ldc));
    if (Tiles.TALL) {
      compare(expected, c, m, n, k);
    }
  }

  private static float[] zeros(
      SplittableRandom random, int rows, int columns, int ld, int at, double density) {
    float[] a = GemmCases.random(random, at + GemmCases.span(rows, columns, ld));
    for (int i = 0; i < a.length; i++) {
      if (random.nextDouble() >= density) {
        a[i] = random.nextBoolean() ? 0f : -0f;
      }
    }
    return a;
  }

  private static void require(boolean done) {
    if (done != Tiles.TALL) {
      throw new AssertionError("done " + done + " with " + Tiles.LANES + " lanes");
    }
  }

  private static void compare(float[] expected, float[] c, int m, int n, int k) {
    if (!GemmCases.sameBits(expected, c)) {
      throw new AssertionError(
          String.format("m=%d n=%d k=%d: %s", m, n, k, GemmCases.difference(expected, c)));
    }
  }
}
