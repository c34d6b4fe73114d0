package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;

/**
 * Products with so few columns that vectors lie along the rows of A instead: Cᵀ = Bᵀ·Aᵀ. Value
 * heads, and policies with few actions.
 *
 * <p>The packed B is Bᵀ in rows, as tiles read their left factor, block by block of the sum.
 */
final class Narrow {

  private static final int MOST = COLUMNS / 4;

  /** Steps of the sum in a block: the caches keep its panels of Aᵀ until they are read. */
  private static final int DEPTH = 128;

  /** Up to so many rows of A vectors would be mostly empty. */
  private static final int FEW = 2;

  /** Rows of A at a time: whole panels. */
  private static final int WIDTH = Math.max(PANEL, 2 * COLUMNS);

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
    if (m <= FEW) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j += 4) {
          int to = cAt + i * ldc + j;
          fourNumbers(Math.min(4, n - j), n, k, a, aAt + i * lda, packed, packedAt, j, c, to);
        }
      }
      return;
    }
    float[] panels = scratch.b(FIRST + DEPTH * WIDTH);
    float[] columns = scratch.transposed(MOST * WIDTH);
    for (int i = 0; i < m; i += WIDTH) {
      int rows = Math.min(WIDTH, m - i);
      int width = (rows + COLUMNS - 1) / COLUMNS * COLUMNS;
      int p = packedAt;
      // an empty sum has one block, of no steps
      for (int l = 0; l == 0 || l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        int next = depth * PANEL;
        for (int t = 0; t < rows; t += PANEL) {
          int most = Math.min(PANEL, rows - t);
          int from = aAt + (i + t) * lda + l;
          Pack.b(true, most, depth, a, from, lda, panels, FIRST + t * depth);
        }
        TileRow.product(
            scratch, n, width, depth, packed, p, panels, FIRST, PANEL, next, l > 0, columns, 0,
            WIDTH);
        p += height(n) * STRIDE;
      }
      Transposition.transpose(n, rows, columns, 0, WIDTH, c, cAt + i * ldc, ldc);
    }
  }

  /** Elements {@code j … j + 3} of a row of C; {@code count} of them are wanted. */
  private static void fourNumbers(
      int count,
      int n,
      int k,
      float[] a,
      int aAt,
      float[] packed,
      int packedAt,
      int j,
      float[] c,
      int cAt) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    int p = packedAt + j * STRIDE;
    for (int l = 0; l < k; l += DEPTH) {
      int depth = Math.min(DEPTH, k - l);
      for (int t = 0; t < depth; t++) {
        float x = a[aAt + l + t];
        s0 = Math.fma(x, packed[p + t], s0);
        s1 = Math.fma(x, packed[p + t + STRIDE], s1);
        s2 = Math.fma(x, packed[p + t + 2 * STRIDE], s2);
        s3 = Math.fma(x, packed[p + t + 3 * STRIDE], s3);
      }
      p += height(n) * STRIDE;
    }
    c[cAt] = s0;
    if (count > 1) {
      c[cAt + 1] = s1;
    }
    if (count > 2) {
      c[cAt + 2] = s2;
    }
    if (count > 3) {
      c[cAt + 3] = s3;
    }
  }
}
