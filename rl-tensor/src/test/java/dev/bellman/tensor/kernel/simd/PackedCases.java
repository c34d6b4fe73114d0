package dev.bellman.tensor.kernel.simd;

import dev.bellman.tensor.kernel.Epilogue;
import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.ScalarKernels;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random products with a packed factor, computed three ways; the bits must agree. */
final class PackedCases {

  private static final Kernels SCALAR = new ScalarKernels();
  private static final Kernels SIMD = new SimdKernels();

  private PackedCases() {}

  static void check(long seed, int cases, int largest) {
    SplittableRandom random = new SplittableRandom(seed);
    int side = Math.min(40, largest);
    for (int i = 0; i < cases; i++) {
      check(
          random,
          1 + random.nextInt(side),
          1 + random.nextInt(random.nextBoolean() ? side : 9),
          1 + random.nextInt(side));
    }
  }

  /** All epilogues and both ways to pack, with random distances and offsets. */
  static void check(SplittableRandom random, int m, int n, int k) {
    for (Epilogue epilogue : Epilogue.values()) {
      check(random, false, epilogue, m, n, k);
      check(random, true, epilogue, m, n, k);
    }
  }

  private static void check(
      SplittableRandom random, boolean transposeB, Epilogue epilogue, int m, int n, int k) {
    int lda = k + random.nextInt(4);
    int ldb = (transposeB ? k : n) + random.nextInt(4);
    int ldx = n + random.nextInt(4);
    int ldc = n + random.nextInt(4);
    int aAt = random.nextInt(4);
    int bAt = random.nextInt(4);
    int xAt = random.nextInt(4);
    int cAt = random.nextInt(4);
    // the arrays end with the matrices, so that a read beyond them fails
    float[] a = GemmCases.random(random, aAt + GemmCases.span(m, k, lda));
    int sparsity = random.nextInt(3);
    for (int i = 0; i < m && k > 0; i++) {
      if (random.nextInt(3) < sparsity) {
        Arrays.fill(a, aAt + i * lda, aAt + i * lda + k, random.nextBoolean() ? 0f : -0f);
      }
    }
    float[] b =
        GemmCases.random(random, bAt + GemmCases.span(transposeB ? n : k, transposeB ? k : n, ldb));
    float[] x = GemmCases.random(random, xAt + (epilogue.isBias() ? n : GemmCases.span(m, n, ldx)));
    for (int i = 0; i < x.length && epilogue == Epilogue.SILU_GRADIENT; i++) {
      x[i] *= 4; // its slope is negative below −1.28
    }
    float[] c = GemmCases.random(random, cAt + GemmCases.span(m, n, ldc) + random.nextInt(20));
    float[] naive = c.clone();
    GemmCases.naive(false, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, false, naive, cAt, ldc);
    epilogue.apply(SCALAR, m, n, x, xAt, ldx, naive, cAt, ldc);
    for (Kernels kernels : new Kernels[] {SCALAR, SIMD}) {
      int packedAt = random.nextInt(4);
      float[] packed = new float[packedAt + kernels.packedSize(k, n)];
      // what an earlier use left must not matter
      Arrays.fill(packed, Float.NaN);
      kernels.pack(transposeB, k, n, b, bAt, ldb, packed, packedAt);
      float[] out = c.clone();
      float[] other = epilogue == Epilogue.NONE ? null : x;
      kernels.gemmPacked(
          m, n, k, a, aAt, lda, packed, packedAt, epilogue, other, xAt, ldx, out, cAt, ldc);
      if (!GemmCases.sameBits(naive, out)) {
        throw new AssertionError(
            String.format(
                "%s m=%d n=%d k=%d transposeB=%s %s lda=%d ldb=%d ldx=%d ldc=%d lanes=%d: %s",
                kernels.name(),
                m,
                n,
                k,
                transposeB,
                epilogue,
                lda,
                ldb,
                ldx,
                ldc,
                Tiles.LANES,
                GemmCases.difference(naive, out)));
      }
    }
  }
}
