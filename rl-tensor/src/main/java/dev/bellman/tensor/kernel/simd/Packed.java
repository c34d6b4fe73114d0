package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.WIDTH;

import dev.bellman.tensor.kernel.Epilogue;

/**
 * Products with a right factor that is kept in panels: the weights of a network.
 *
 * <p>A few rows of A are copied, all panels run over them, and what follows the product is done to
 * their rows of C while the cache has these.
 */
final class Packed {

  private Packed() {}

  /** The floats of a packed copy of B, [k, n]. */
  static int size(int k, int n) {
    return Narrow.fits(n) ? Narrow.size(k, n) : (n + COLUMNS - 1) / COLUMNS * COLUMNS * k;
  }

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
    if (Narrow.fits(n)) {
      if (from == 0 && to > 0 && n > 0) {
        Narrow.pack(transposeB, k, n, b, bAt, ldb, out, outAt);
      }
    } else if (transposeB) {
      for (int j = from; j < to; j += COLUMNS) {
        int columns = Math.min(COLUMNS, n - j);
        Pack.b(true, columns, k, b, bAt + j * ldb, ldb, out, outAt + j * k);
      }
    } else {
      for (int j = 0; j < n; j += COLUMNS) {
        int columns = Math.min(COLUMNS, n - j);
        int at = bAt + from * ldb + j;
        Pack.b(false, columns, to - from, b, at, ldb, out, outAt + j * k + from * COLUMNS);
      }
    }
  }

  /** The parameters are those of {@code Kernels.gemmPacked}. */
  static void product(
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
    if (m == 0 || n == 0) {
      return;
    }
    Scratch scratch = Scratch.ofThread();
    if (Narrow.fits(n)) {
      Narrow.product(scratch, m, n, k, a, aAt, lda, packed, packedAt, c, cAt, ldc);
      Epilogues.apply(epilogue, m, n, x, xAt, ldx, c, cAt, ldc);
      return;
    }
    if (NonzeroTerms.packed(
        scratch, m, n, k, a, aAt, lda, packed, packedAt, epilogue, x, xAt, ldx, c, cAt, ldc)) {
      return;
    }
    if (NonzeroRows.suits(epilogue, n, k)) {
      NonzeroRows.product(
          scratch, m, n, k, a, aAt, lda, packed, packedAt, epilogue, x, xAt, ldx, c, cAt, ldc);
      return;
    }
    float[] rowsOfA = scratch.a();
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      int other = xAt + j;
      int to = cAt + j;
      // an empty sum has one block, of no steps
      for (int l = 0; l == 0 || l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        int panel = packedAt + j * k + l * COLUMNS;
        int rows;
        for (int i = 0; i < m; i += rows) {
          rows = TileRow.height(m - i);
          int row = to + i * ldc;
          Pack.a(false, rows, depth, a, aAt + i * lda + l, lda, rowsOfA, FIRST);
          TileRow.product(
              scratch,
              rows,
              width,
              depth,
              rowsOfA,
              FIRST,
              packed,
              panel,
              COLUMNS,
              k * COLUMNS,
              l > 0,
              c,
              row,
              ldc);
          if (l + depth == k) {
            int y = epilogue.isBias() ? other : other + i * ldx;
            Epilogues.apply(epilogue, rows, width, x, y, ldx, c, row, ldc);
          }
        }
      }
    }
  }
}
