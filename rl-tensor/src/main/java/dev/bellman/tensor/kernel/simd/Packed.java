package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
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
    return Narrow.fits(n) ? Narrow.size(k, n) : (n + PANEL - 1) / PANEL * PANEL * k;
  }

  /** The parameters are those of {@code Kernels.pack}. */
  static void pack(
      boolean transposeB, int k, int n, float[] b, int bAt, int ldb, float[] out, int outAt) {
    if (Narrow.fits(n)) {
      Narrow.pack(transposeB, k, n, b, bAt, ldb, out, outAt);
    } else if (transposeB) {
      for (int j = 0; j < n; j += PANEL) {
        Pack.b(true, Math.min(PANEL, n - j), k, b, bAt + j * ldb, ldb, out, outAt + j * k);
      }
    } else {
      int whole = n / PANEL * PANEL;
      for (int l = 0; l < k; l++) {
        Pack.row(whole, b, bAt + l * ldb, out, outAt + l * PANEL, k * PANEL);
      }
      Pack.b(false, n - whole, k, b, bAt + whole, ldb, out, outAt + whole * k);
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
        int panel = packedAt + j * k + l * PANEL;
        int rows;
        for (int i = 0; i < m; i += rows) {
          rows = TileRow.height(m - i);
          int row = to + i * ldc;
          Pack.a(false, rows, depth, a, aAt + i * lda + l, lda, rowsOfA, FIRST);
          TileRow.product(
              scratch, rows, width, depth, rowsOfA, FIRST, packed, panel, PANEL, k * PANEL, l > 0,
              c, row, ldc);
          if (l + depth == k) {
            int y = epilogue.isBias() ? other : other + i * ldx;
            Epilogues.apply(epilogue, rows, width, x, y, ldx, c, row, ldc);
          }
        }
      }
    }
  }
}
