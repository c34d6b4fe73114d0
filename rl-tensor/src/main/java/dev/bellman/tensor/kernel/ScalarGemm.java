package dev.bellman.tensor.kernel;

/** The specification of {@link Kernels#gemm}. */
final class ScalarGemm {

  private ScalarGemm() {}

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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = accumulate ? c[cAt + i * ldc + j] : 0f;
        for (int l = 0; l < k; l++) {
          float left = a[aAt + (transposeA ? l * lda + i : i * lda + l)];
          float right = b[bAt + (transposeB ? j * ldb + l : l * ldb + j)];
          sum = Math.fma(left, right, sum);
        }
        c[cAt + i * ldc + j] = sum;
      }
    }
  }
}
