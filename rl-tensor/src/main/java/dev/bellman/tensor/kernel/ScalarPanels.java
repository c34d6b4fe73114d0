package dev.bellman.tensor.kernel;

/** Packed copies of the right factor for the scalar product: blocks of columns, row by row. */
final class ScalarPanels {

  /** Columns of a panel: what {@link ScalarGemm} takes at a time. */
  private static final int COLUMNS = 256;

  private ScalarPanels() {}

  static void pack(
      boolean transposeB, int k, int n, float[] b, int bAt, int ldb, float[] out, int outAt) {
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int l = 0; l < k; l++) {
        int row = outAt + j * k + l * width;
        for (int c = 0; c < width; c++) {
          out[row + c] = transposeB ? b[bAt + (j + c) * ldb + l] : b[bAt + l * ldb + j + c];
        }
      }
    }
  }

  static void gemm(
      Kernels kernels,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      int packedAt,
      Epilogue epilogue,
      float[] x,
      int xAt,
      int ldx,
      float[] c,
      int cAt,
      int ldc) {
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      int panel = packedAt + j * k;
      ScalarGemm.gemm(
          false, false, m, width, k, a, aAt, lda, packed, panel, width, false, c, cAt + j, ldc);
    }
    epilogue.apply(kernels, m, n, x, xAt, ldx, c, cAt, ldc);
  }
}
