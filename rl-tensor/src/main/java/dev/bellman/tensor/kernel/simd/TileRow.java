package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.TALL;

/** A row of tiles: a few rows of A, which the first-level cache keeps, by all of B. */
final class TileRow {

  private static final float[] ZEROS = new float[COLUMNS];

  private TileRow() {}

  /**
   * Up to {@code ROWS} rows of C.
   *
   * @param a rows of A with the distance {@code STRIDE}; those that are missing hold anything
   * @param b panels of {@code COLUMNS} columns of B; the last one is padded
   * @param ldb the distance between two rows of a panel
   * @param next the distance between two panels
   */
  static void product(
      Scratch scratch,
      int rows,
      int n,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int ldb,
      int next,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    int q = bAt;
    int j = 0;
    for (; j <= n - COLUMNS; j += COLUMNS) {
      int to = cAt + j;
      if (accumulate) {
        tile(rows, k, a, aAt, b, q, ldb, c, to, ldc, c, to, ldc);
      } else {
        tile(rows, k, a, aAt, b, q, ldb, ZEROS, 0, 0, c, to, ldc);
      }
      q += next;
    }
    if (j < n) {
      edge(scratch, rows, n - j, k, a, aAt, b, q, ldb, accumulate, c, cAt + j, ldc);
    }
  }

  /** Less than a panel is computed in a copy, which is padded. */
  private static void edge(
      Scratch scratch,
      int rows,
      int columns,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    float[] edge = scratch.edge();
    float[] from = ZEROS;
    int ldf = 0;
    if (accumulate) {
      Pack.rows(rows, columns, c, cAt, ldc, edge, 0, COLUMNS);
      from = edge;
      ldf = COLUMNS;
    }
    if (TALL && columns <= LANES) {
      Tile12x1.product(rows, k, a, aAt, b, bAt, ldb, from, 0, ldf, edge, 0, COLUMNS);
    } else {
      tile(rows, k, a, aAt, b, bAt, ldb, from, 0, ldf, edge, 0, COLUMNS);
    }
    Pack.rows(rows, columns, edge, 0, COLUMNS, c, cAt, ldc);
  }

  /**
   * The lowest tile that has enough rows.
   *
   * <p>It starts from C₀ in {@code from}, be it zeros: a branch there makes the compiler spill in
   * the loop. Rows that C lacks are written over its last row and this one after them.
   */
  static void tile(
      int rows,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int ldb,
      float[] from,
      int fromAt,
      int ldf,
      float[] c,
      int cAt,
      int ldc) {
    if (rows <= 4) {
      Tile4x2.product(rows, k, a, aAt, b, bAt, ldb, from, fromAt, ldf, c, cAt, ldc);
    } else if (!TALL) {
      Tile6x2.product(rows, k, a, aAt, b, bAt, ldb, from, fromAt, ldf, c, cAt, ldc);
    } else if (rows <= 8) {
      Tile8x2.product(rows, k, a, aAt, b, bAt, ldb, from, fromAt, ldf, c, cAt, ldc);
    } else {
      Tile12x2.product(rows, k, a, aAt, b, bAt, ldb, from, fromAt, ldf, c, cAt, ldc);
    }
  }
}
