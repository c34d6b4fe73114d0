package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL_ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.TALL;

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

  /** From this many rows on it pays to copy panels of B that could be read where they lie. */
  private static final int MANY_ROWS = 32;

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

  /** Cuts into blocks that stay in the caches; leaves one or two rows beside tiles to strips. */
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
    int over = m % ROWS;
    int high = transposeB || m >= MANY_ROWS || over > 2 ? m : m - over;
    for (int l = 0; l < k; l += DEPTH) {
      int depth = Math.min(DEPTH, k - l);
      boolean add = accumulate || l > 0;
      int bRow = transposeB ? bAt + l : bAt + l * ldb;
      for (int i = 0; i < high; i += HEIGHT) {
        block(
            scratch, transposeA, transposeB, Math.min(HEIGHT, high - i), n, depth,
            a, transposeA ? aAt + l * lda + i : aAt + i * lda + l, lda, b, bRow, ldb,
            add, c, cAt + i * ldc, ldc);
      }
      for (int i = high; i < m; i++) {
        Strip.row(
            n, depth, a, transposeA ? aAt + l * lda + i : aAt + i * lda + l, transposeA ? lda : 1,
            b, bRow, ldb, add, c, cAt + i * ldc);
      }
    }
  }

  /** One block, a column of tiles after the other. */
  private static void block(
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
    boolean panels = transposeA || TALL && m >= 64 && n >= 128 && k >= 32;
    float[] x = a;
    if (panels) {
      x = scratch.a((m + PANEL_ROWS) * k + LANES);
      packA(transposeA, m, k, a, aAt, lda, x);
    }
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      boolean whole = columns == COLUMNS;
      float[] y = b;
      int yAt = transposeB ? bAt + j * ldb : bAt + j;
      int ldy = ldb;
      if (!whole || transposeB || m >= MANY_ROWS) {
        y = scratch.b(k * COLUMNS);
        if (transposeB) {
          Pack.across(columns, COLUMNS, k, b, yAt, ldb, y, 0);
        } else {
          Pack.along(columns, COLUMNS, k, b, yAt, ldb, y, 0);
        }
        yAt = 0;
        ldy = COLUMNS;
      }
      float[] out = whole ? c : scratch.edge(m * COLUMNS);
      int to = whole ? cAt + j : 0;
      int ldout = whole ? ldc : COLUMNS;
      if (!whole && accumulate) {
        copy(m, columns, c, cAt + j, ldc, out, to, ldout);
      }
      if (panels) {
        Tiles.panels(m, k, x, y, yAt, ldy, accumulate, out, to, ldout);
      } else if (columns <= LANES) {
        Tiles.narrowRows(m, k, a, aAt, lda, y, yAt, ldy, accumulate, out, to, ldout);
      } else {
        Tiles.rows(m, k, a, aAt, lda, y, yAt, ldy, accumulate, out, to, ldout);
      }
      if (!whole) {
        copy(m, columns, out, to, ldout, c, cAt + j, ldc);
      }
    }
  }

  private static void packA(
      boolean transposeA, int m, int k, float[] a, int aAt, int lda, float[] x) {
    for (int i = 0; i < m; i += PANEL_ROWS) {
      int rows = Math.min(PANEL_ROWS, m - i);
      if (transposeA) {
        Pack.along(rows, PANEL_ROWS, k, a, aAt + i, lda, x, i * k);
      } else {
        Pack.across(rows, PANEL_ROWS, k, a, aAt + i * lda, lda, x, i * k);
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
