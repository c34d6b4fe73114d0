package dev.bellman.tensor.kernel.simd;

/** Matrix products; for now those of the specification. */
final class SimdGemm {

  private SimdGemm() {}

  static void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
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
    Lanes.TAIL.gemm(
        transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
  }
}
