package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;

/**
 * Products with so few columns that vectors lie along the rows of A instead: Cᵀ = Bᵀ·Aᵀ. Value
 * heads, and policies with few actions.
 *
 * <p>The packed B is Bᵀ in rows, as tiles read their left factor, block by block of the sum.
 */
final class Narrow {

  private static final int MOST = COLUMNS / 4;

  private Narrow() {}

  static boolean fits(int n) {
    return n <= MOST;
  }

  /** A tile has four rows at least, or eight. */
  private static int height(int n) {
    return (n + 3) / 4 * 4;
  }

  static int size(int k, int n) {
    return (k + DEPTH - 1) / DEPTH * height(n) * STRIDE;
  }

  static void pack(
      boolean transposeB, int k, int n, float[] b, int bAt, int ldb, float[] out, int outAt) {
    int to = outAt;
    for (int l = 0; l < k; l += DEPTH) {
      int depth = Math.min(DEPTH, k - l);
      int from = transposeB ? bAt + l : bAt + l * ldb;
      // B in its columns is Bᵀ in its rows
      Pack.a(!transposeB, n, depth, b, from, ldb, out, to);
      to += height(n) * STRIDE;
    }
  }

  /** {@code C = A·B}, without what follows. */
  static void product(
      Scratch scratch,
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
    float[] panel = scratch.b(DEPTH * COLUMNS);
    float[] columns = scratch.edge();
    for (int i = 0; i < m; i += COLUMNS) {
      int rows = Math.min(COLUMNS, m - i);
      int p = packedAt;
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        Pack.b(true, rows, depth, a, aAt + i * lda + l, lda, panel, 0);
        TileRow.product(
            scratch, n, COLUMNS, depth, packed, p, panel, 0, COLUMNS, 0, l > 0, columns, 0,
            COLUMNS);
        p += height(n) * STRIDE;
      }
      Transposition.transpose(n, rows, columns, 0, COLUMNS, c, cAt + i * ldc, ldc);
    }
  }
}
