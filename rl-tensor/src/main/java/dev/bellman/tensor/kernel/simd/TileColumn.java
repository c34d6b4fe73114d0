package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL_ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.TALL;

/** A column of tiles, which share a panel of B. */
final class TileColumn {

  private static final float[] ZEROS = new float[COLUMNS];

  private TileColumn() {}

  /**
   * Up to {@code COLUMNS} columns of C; fewer are computed in a copy with the rest padded.
   *
   * @param packedA whether {@code a} holds panels, else A in rows
   * @param b the panel of B, padded to {@code COLUMNS}
   */
  static void product(
      Scratch scratch,
      boolean packedA,
      int m,
      int columns,
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
    if (columns == COLUMNS) {
      if (packedA) {
        panels(m, k, a, b, bAt, ldb, accumulate, c, cAt, ldc);
      } else {
        rows(m, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
      }
      return;
    }
    float[] edge = scratch.edge(m * COLUMNS);
    if (accumulate) {
      copy(m, columns, c, cAt, ldc, edge, 0, COLUMNS);
    }
    if (packedA) {
      panels(m, k, a, b, bAt, ldb, accumulate, edge, 0, COLUMNS);
    } else if (columns > LANES) {
      rows(m, k, a, aAt, lda, b, bAt, ldb, accumulate, edge, 0, COLUMNS);
    } else {
      narrowRows(m, k, a, aAt, lda, b, bAt, ldb, accumulate, edge, 0, COLUMNS);
    }
    copy(m, columns, edge, 0, COLUMNS, c, cAt, ldc);
  }

  private static void rows(
      int m,
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
    int tiles = m / ROWS;
    int rest = m % ROWS;
    if (tiles > 0) {
      Tile6x2.rows(tiles, ROWS, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
    }
    if (rest > 0) {
      int i = tiles * ROWS;
      int from = aAt + i * lda;
      Tile6x2.rows(1, rest, k, a, from, lda, b, bAt, ldb, accumulate, c, cAt + i * ldc, ldc);
    }
  }

  private static void narrowRows(
      int m,
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
    int tiles = m / ROWS;
    int rest = m % ROWS;
    if (tiles > 0) {
      Tile6x1.rows(tiles, ROWS, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
    }
    if (rest > 0) {
      int i = tiles * ROWS;
      int from = aAt + i * lda;
      Tile6x1.rows(1, rest, k, a, from, lda, b, bAt, ldb, accumulate, c, cAt + i * ldc, ldc);
    }
  }

  private static void panels(
      int m,
      int k,
      float[] a,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    float[] from = accumulate ? c : ZEROS;
    int ldf = accumulate ? ldc : 0;
    for (int i = 0; i < m; i += PANEL_ROWS) {
      int rows = Math.min(PANEL_ROWS, m - i);
      int aAt = i * k;
      int to = cAt + i * ldc;
      int fromAt = accumulate ? to : 0;
      if (TALL) {
        Tile12x2.column(rows, k, a, aAt, PANEL_ROWS, b, bAt, ldb, from, fromAt, ldf, c, to, ldc);
      } else {
        Tile6x2.column(rows, k, a, aAt, PANEL_ROWS, b, bAt, ldb, from, fromAt, ldf, c, to, ldc);
      }
    }
  }

  private static void copy(
      int m, int n, float[] x, int xAt, int ldx, float[] out, int outAt, int ldout) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[outAt + i * ldout + j] = x[xAt + i * ldx + j];
      }
    }
  }
}
