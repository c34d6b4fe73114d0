package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.FENCED;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.LOW;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.STEPS;
import static dev.bellman.tensor.kernel.simd.Tiles.TALL;
import static dev.bellman.tensor.kernel.simd.Tiles.columnsOf;

/** A row of tiles: a few rows of A, which the first-level cache keeps, by all of B. */
final class TileRow {

  private static final float[] ZEROS = new float[COLUMNS];

  private TileRow() {}

  /**
   * Up to {@code ROWS} rows of C.
   *
   * @param a rows of A with the distance {@code STRIDE}; those that are missing hold anything
   * @param b panels of {@code PANEL} columns of B; the last one is padded
   * @param ldb the distance between two rows of a panel: {@code PANEL}, or any for {@code LOW} rows
   *     and less
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
    int tiles = n / COLUMNS;
    float[] from = accumulate ? c : ZEROS;
    int fromAt = accumulate ? cAt : 0;
    int ldf = accumulate ? ldc : 0;
    int step = accumulate ? COLUMNS : 0;
    int done = 0;
    if (rows == 1) {
      done = tiles & -2;
      Tile1x4.product(done / 2, k, a, aAt, b, bAt, ldb, next, from, fromAt, step, c, cAt);
    }
    if (done < tiles) {
      int q = bAt + columnsOf(done, next);
      int o = fromAt + done * step;
      int to = cAt + done * COLUMNS;
      tiles(rows, tiles - done, k, a, aAt, b, q, ldb, next, from, o, ldf, step, c, to, ldc);
    }
    int j = tiles * COLUMNS;
    if (j < n) {
      int q = bAt + columnsOf(tiles, next);
      edge(scratch, rows, n - j, k, a, aAt, b, q, ldb, accumulate, c, cAt + j, ldc);
    }
  }

  /**
   * How many of the rows that are left to take: so that no tile is left with less than its half.
   */
  static int height(int left) {
    int lower = TALL ? 8 : 4;
    return left > ROWS && left <= 2 * lower ? lower : Math.min(ROWS, left);
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
      Tile12x1.product(rows, k, a, aAt, b, bAt, from, 0, ldf, edge, 0, COLUMNS);
    } else {
      tiles(rows, 1, k, a, aAt, b, bAt, ldb, 0, from, 0, ldf, 0, edge, 0, COLUMNS);
    }
    Pack.rows(rows, columns, edge, 0, COLUMNS, c, cAt, ldc);
  }

  /**
   * Tiles side by side, the lowest that have enough rows: four steps of the sum at a time where
   * that can be, then what is left of them.
   *
   * <p>They start from C₀ in {@code from}, be it zeros: a branch there makes the compiler spill in
   * the loop. Rows that C lacks are written over its last row and this one after them.
   *
   * @param from the first tile's C₀, row distance {@code ldf}; the next one's lies {@code step}
   *     further on
   */
  static void tiles(
      int rows,
      int tiles,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int ldb,
      int next,
      float[] from,
      int fromAt,
      int ldf,
      int step,
      float[] c,
      int cAt,
      int ldc) {
    int inFours = FENCED && ldb == PANEL ? k - k % STEPS : 0;
    if (inFours == 0) {
      oneByOne(rows, tiles, k, a, aAt, b, bAt, ldb, next, from, fromAt, ldf, step, c, cAt, ldc);
      return;
    }
    if (rows <= LOW) {
      Tile4x2x4.product(
          rows, tiles, inFours, a, aAt, b, bAt, next, from, fromAt, ldf, step, c, cAt, ldc);
    } else {
      Tile6x2x4.product(
          rows, tiles, inFours, a, aAt, b, bAt, next, from, fromAt, ldf, step, c, cAt, ldc);
    }
    if (inFours < k) {
      int p = aAt + inFours;
      int q = bAt + inFours * PANEL;
      oneByOne(rows, tiles, k - inFours, a, p, b, q, ldb, next, c, cAt, ldc, COLUMNS, c, cAt, ldc);
    }
  }

  /** Tiles that take one step at a time; the parameters are those of {@link #tiles}. */
  private static void oneByOne(
      int rows,
      int tiles,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int ldb,
      int next,
      float[] from,
      int fromAt,
      int ldf,
      int step,
      float[] c,
      int cAt,
      int ldc) {
    if (rows <= LOW) {
      Tile4x2.product(
          rows, tiles, k, a, aAt, b, bAt, ldb, next, from, fromAt, ldf, step, c, cAt, ldc);
    } else if (!TALL) {
      Tile6x2.product(rows, tiles, k, a, aAt, b, bAt, next, from, fromAt, ldf, step, c, cAt, ldc);
    } else if (rows <= 8) {
      Tile8x2.product(rows, tiles, k, a, aAt, b, bAt, next, from, fromAt, ldf, step, c, cAt, ldc);
    } else {
      Tile12x2.product(rows, tiles, k, a, aAt, b, bAt, next, from, fromAt, ldf, step, c, cAt, ldc);
    }
  }
}
