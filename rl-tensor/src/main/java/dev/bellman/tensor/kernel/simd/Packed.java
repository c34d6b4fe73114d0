package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;

/** Products with a right factor that is kept in panels: the weights of a network. */
final class Packed {

  private Packed() {}

  /** The parameters are those of {@code Kernels.pack}. */
  static void pack(
      boolean transposeB,
      int k,
      int n,
      float[] b,
      int bAt,
      int ldb,
      int from,
      int to,
      float[] out,
      int outAt) {
    for (int panel = from; panel < to; panel++) {
      int j = panel * COLUMNS;
      int columns = Math.min(COLUMNS, n - j);
      int at = transposeB ? bAt + j * ldb : bAt + j;
      Pack.b(transposeB, columns, k, b, at, ldb, out, outAt + j * k);
    }
  }

  /** {@code C = A·B}; the parameters are those of {@code Kernels.gemmPacked}. */
  static void product(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      int packedAt,
      float[] c,
      int cAt,
      int ldc) {
    Scratch scratch = Scratch.ofThread();
    float[] x = Pack.a(scratch, false, m, k, a, aAt, lda);
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      TileColumn.product(
          scratch,
          true,
          m,
          columns,
          k,
          x,
          0,
          0,
          packed,
          packedAt + j * k,
          COLUMNS,
          false,
          c,
          cAt + j,
          ldc);
    }
  }
}
