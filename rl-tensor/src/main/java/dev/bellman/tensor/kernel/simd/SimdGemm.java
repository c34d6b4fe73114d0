package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL_ROWS;

import java.util.Arrays;

/**
 * The matrix product of {@link dev.bellman.tensor.kernel.Kernels#gemm} in vectors.
 *
 * <p>C is cut into tiles that fit the registers. A tile keeps its sums there through all steps of a
 * block of the sum, multiplying numbers of A by vectors of B, so a lane is one chain of fused
 * multiply-adds and the bits are those of the scalar product. The tiles of a column of tiles share
 * a panel of B, which stays in the first-level cache; the second level holds a block of A.
 */
public final class SimdGemm {

  /** Steps of the sum in a block: a panel of B takes half of the first-level cache. */
  private static final int DEPTH = 256;

  /** Rows of C in a block: a packed block of A takes half of the second-level cache. */
  private static final int HEIGHT = 264;

  private static final float[] ZEROS = new float[COLUMNS];

  private SimdGemm() {}

  /** {@code C = C₀ + A·B}; the parameters are those of {@code Kernels.gemm}. */
  public static void gemm(
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
    if (m == 0 || n == 0) {
      return;
    }
    Scratch scratch = Scratch.ofThread();
    boolean narrow = transposeA && !transposeB && n < COLUMNS && n < m;
    boolean flat = !transposeA && transposeB && m <= LANES && m < n;
    if (!narrow && !flat) {
      product(
          scratch, transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt,
          ldc);
      return;
    }
    // Cᵀ = Bᵀ·Aᵀ: then the long side of C lies along vectors, or B need not be transposed
    float[] t = scratch.transposed(m * n);
    if (accumulate) {
      Pack.across(m, m, n, c, cAt, ldc, t, 0);
    }
    product(
        scratch, !transposeB, !transposeA, n, m, k, b, bAt, ldb, a, aAt, lda, accumulate, t, 0, m);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        c[cAt + i * ldc + j] = t[j * m + i];
      }
    }
  }

  private static void product(
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
    if (k == 0 && !accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
      }
    }
    boolean packA = transposeA ? m > 2 || transposeB : m >= 64 && n >= 128 && k >= 32;
    for (int i = 0; i < m; i += HEIGHT) {
      int height = Math.min(HEIGHT, m - i);
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        int at = transposeA ? aAt + l * lda + i : aAt + i * lda + l;
        int bRow = transposeB ? bAt + l : bAt + l * ldb;
        int cRow = cAt + i * ldc;
        boolean add = accumulate || l > 0;
        if (packA) {
          packed(
              scratch, transposeA, transposeB, height, n, depth, a, at, lda, b, bRow, ldb, add, c,
              cRow, ldc);
        } else {
          direct(
              scratch, transposeA, transposeB, height, n, depth, a, at, lda, b, bRow, ldb, add, c,
              cRow, ldc);
        }
      }
    }
  }

  /** One block with A copied into panels. */
  private static void packed(
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
    int panels = (m + PANEL_ROWS - 1) / PANEL_ROWS;
    float[] x = scratch.a(panels * PANEL_ROWS * k);
    for (int i = 0; i < m; i += PANEL_ROWS) {
      int rows = Math.min(PANEL_ROWS, m - i);
      if (transposeA) {
        Pack.along(rows, PANEL_ROWS, k, a, aAt + i, lda, x, i * k);
      } else {
        Pack.across(rows, PANEL_ROWS, k, a, aAt + i * lda, lda, x, i * k);
      }
    }
    float[] y = scratch.b(k * COLUMNS);
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      packB(transposeB, columns, COLUMNS, k, b, transposeB ? bAt + j * ldb : bAt + j, ldb, y);
      boolean whole = columns == COLUMNS;
      float[] out = whole ? c : scratch.edge(m * COLUMNS);
      int outAt = whole ? cAt + j : 0;
      int ldout = whole ? ldc : COLUMNS;
      if (!whole && accumulate) {
        copy(m, columns, c, cAt + j, ldc, out, 0, COLUMNS);
      }
      for (int i = 0; i < m; i += PANEL_ROWS) {
        int rows = Math.min(PANEL_ROWS, m - i);
        int to = outAt + i * ldout;
        Tiles.panel(
            rows, k, x, i * k, PANEL_ROWS, y, 0, COLUMNS,
            accumulate ? out : ZEROS, accumulate ? to : 0, accumulate ? ldout : 0, out, to, ldout);
      }
      if (!whole) {
        copy(m, columns, out, 0, COLUMNS, c, cAt + j, ldc);
      }
    }
  }

  /** One block that reads A where it is. */
  private static void direct(
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
    boolean packB = transposeB || m >= 64;
    int strips = packB ? 0 : m <= 2 ? m : m % 6 <= 2 ? m % 6 : 0;
    int high = m - strips;
    int main = n - n % COLUMNS;
    if (transposeA) {
      main = n - n % LANES;
    }
    for (int i = high; i < m; i++) {
      Strip.row(
          main, k, a, transposeA ? aAt + i : aAt + i * lda, transposeA ? lda : 1, b, bAt, ldb,
          accumulate, c, cAt + i * ldc);
    }
    for (int j = 0; j < main && high > 0; j += COLUMNS) {
      float[] y = b;
      int yAt = bAt + j;
      int ldy = ldb;
      if (packB) {
        y = scratch.b(k * COLUMNS);
        packB(transposeB, COLUMNS, COLUMNS, k, b, transposeB ? bAt + j * ldb : bAt + j, ldb, y);
        yAt = 0;
        ldy = COLUMNS;
      }
      for (int i = 0; i < high; i += 6) {
        int to = cAt + i * ldc + j;
        Tile6x2.rows(
            Math.min(6, high - i), k, a, aAt + i * lda, lda, y, yAt, ldy,
            accumulate ? c : ZEROS, accumulate ? to : 0, accumulate ? ldc : 0, c, to, ldc);
      }
    }
    if (main < n) {
      int columns = n - main;
      int width = columns <= LANES ? LANES : COLUMNS;
      float[] y = scratch.b(k * COLUMNS);
      packB(transposeB, columns, width, k, b, transposeB ? bAt + main * ldb : bAt + main, ldb, y);
      float[] edge = scratch.edge(m * width);
      if (accumulate) {
        copy(m, columns, c, cAt + main, ldc, edge, 0, width);
      } else if (transposeA) {
        Arrays.fill(edge, 0, m * width, 0f);
      }
      if (transposeA) {
        for (int i = 0; i < m; i++) {
          Strip.row(width, k, a, aAt + i, lda, y, 0, width, true, edge, i * width);
        }
      } else if (width == LANES) {
        for (int i = 0; i < m; i += 8) {
          Tile8x1.rows(
              Math.min(8, m - i), k, a, aAt + i * lda, lda, y, 0, width,
              accumulate ? edge : ZEROS, accumulate ? i * width : 0, accumulate ? width : 0,
              edge, i * width, width);
        }
      } else {
        for (int i = 0; i < m; i += 6) {
          Tile6x2.rows(
              Math.min(6, m - i), k, a, aAt + i * lda, lda, y, 0, width,
              accumulate ? edge : ZEROS, accumulate ? i * width : 0, accumulate ? width : 0,
              edge, i * width, width);
        }
      }
      copy(m, columns, edge, 0, width, c, cAt + main, ldc);
    }
  }

  private static void packB(
      boolean transposeB, int columns, int width, int k, float[] b, int bAt, int ldb, float[] y) {
    if (transposeB) {
      Pack.across(columns, width, k, b, bAt, ldb, y, 0);
    } else {
      Pack.along(columns, width, k, b, bAt, ldb, y, 0);
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
