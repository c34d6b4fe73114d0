package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.TALL;

/** Products that stay in the caches: what can be read where it lies is, the rest panel by panel. */
final class Direct {

  /** Rows of A that the second-level cache keeps while the columns of tiles go by. */
  private static final int HEIGHT = 264;

  /** From this many rows on it pays to copy panels of B that could be read where they lie. */
  private static final int MANY_ROWS = 32;

  private Direct() {}

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
    boolean packB = transposeB || m >= MANY_ROWS;
    // one or two rows beside the tiles would waste most of a tile
    int over = m % ROWS;
    int high = packB || over > 2 ? m : m - over;
    for (int l = 0; l < k; l += DEPTH) {
      int depth = Math.min(DEPTH, k - l);
      boolean add = accumulate || l > 0;
      int bFrom = transposeB ? bAt + l : bAt + l * ldb;
      for (int i = 0; i < high; i += HEIGHT) {
        int rows = Math.min(HEIGHT, high - i);
        int aFrom = transposeA ? aAt + l * lda + i : aAt + i * lda + l;
        int to = cAt + i * ldc;
        block(
            scratch,
            transposeA,
            transposeB,
            packB,
            rows,
            n,
            depth,
            a,
            aFrom,
            lda,
            b,
            bFrom,
            ldb,
            add,
            c,
            to,
            ldc);
      }
      for (int i = high; i < m; i++) {
        int aFrom = transposeA ? aAt + l * lda + i : aAt + i * lda + l;
        int step = transposeA ? lda : 1;
        Strip.row(n, depth, a, aFrom, step, b, bFrom, ldb, add, c, cAt + i * ldc);
      }
    }
  }

  private static void block(
      Scratch scratch,
      boolean transposeA,
      boolean transposeB,
      boolean packB,
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
    boolean packA = transposeA || TALL && m >= 64 && n >= 128;
    float[] x = packA ? Pack.a(scratch, transposeA, m, k, a, aAt, lda) : a;
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      int from = transposeB ? bAt + j * ldb : bAt + j;
      boolean copy = packB || columns < COLUMNS;
      float[] y = copy ? scratch.b(k * COLUMNS) : b;
      if (copy) {
        Pack.b(transposeB, columns, k, b, from, ldb, y, 0);
      }
      TileColumn.product(
          scratch,
          packA,
          m,
          columns,
          k,
          x,
          packA ? 0 : aAt,
          lda,
          y,
          copy ? 0 : from,
          copy ? COLUMNS : ldb,
          accumulate,
          c,
          cAt + j,
          ldc);
    }
  }
}
