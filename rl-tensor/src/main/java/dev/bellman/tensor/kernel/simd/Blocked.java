package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL_ROWS;

/**
 * Large products, in the usual three blocks: a block of B is packed for all rows of C, and of A as
 * much at a time as half of the second-level cache holds.
 */
final class Blocked {

  private static final int HEIGHT = (1 << 16) / DEPTH / PANEL_ROWS * PANEL_ROWS;
  private static final int WIDTH = 1024;

  private Blocked() {}

  /** The parameters are those of {@link SimdGemm#gemm}; m, n and k are positive. */
  static void product(
      Scratch scratch,
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
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        boolean add = accumulate || l > 0;
        float[] y = scratch.b((width + COLUMNS) * depth);
        for (int t = 0; t < width; t += COLUMNS) {
          int columns = Math.min(COLUMNS, width - t);
          int from = transposeB ? bAt + (j + t) * ldb + l : bAt + l * ldb + j + t;
          Pack.b(transposeB, columns, depth, b, from, ldb, y, t * depth);
        }
        for (int i = 0; i < m; i += HEIGHT) {
          int rows = Math.min(HEIGHT, m - i);
          int from = transposeA ? aAt + l * lda + i : aAt + i * lda + l;
          float[] x = Pack.a(scratch, transposeA, rows, depth, a, from, lda);
          int to = cAt + i * ldc + j;
          block(scratch, rows, width, depth, x, y, add, c, to, ldc);
        }
      }
    }
  }

  private static void block(
      Scratch scratch,
      int m,
      int n,
      int k,
      float[] x,
      float[] y,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      TileColumn.product(
          scratch, true, m, columns, k, x, 0, 0, y, j * k, COLUMNS, accumulate, c, cAt + j, ldc);
    }
  }
}
