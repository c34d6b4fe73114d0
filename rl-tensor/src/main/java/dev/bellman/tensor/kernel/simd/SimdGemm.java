package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Scratch.GROUP;
import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.LOW;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;
import static dev.bellman.tensor.kernel.simd.Tiles.WIDTH;

import java.util.Arrays;

/**
 * The matrix product of {@link dev.bellman.tensor.kernel.Kernels#gemm} in vectors.
 *
 * <p>C is cut into tiles that fit the registers. A tile keeps its sums there through all steps of a
 * block of the sum, multiplying numbers of A by vectors of B; the next block goes on from what C
 * holds. So a lane is one chain of fused multiply-adds in ascending order, and the bits are those
 * of the scalar product whatever the tiles are. The tiles of a row share a few rows of A, which the
 * first-level cache keeps; the second-level cache keeps a block of B.
 */
public final class SimdGemm {

  /** Up to this many rows a copy of B takes longer than what higher tiles, which need it, save. */
  private static final int FEW_ROWS = 20;

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
    if (k == 0) {
      for (int i = 0; i < m && !accumulate; i++) {
        Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
      }
      return;
    }
    Scratch scratch = Scratch.ofThread();
    if (transposeA
        && !transposeB
        && !accumulate
        && NonzeroTerms.transposed(scratch, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc)) {
      return;
    }
    // as Cᵀ = Bᵀ·Aᵀ the vectors lie along the long side of C, or B need not be transposed
    boolean narrow = transposeA && !transposeB && n < COLUMNS && n < m;
    boolean flat = transposeB && !transposeA && m <= LANES && m < n;
    if (!narrow && !flat) {
      product(
          scratch,
          transposeA,
          transposeB,
          m,
          n,
          k,
          a,
          aAt,
          lda,
          b,
          bAt,
          ldb,
          accumulate,
          c,
          cAt,
          ldc);
      return;
    }
    float[] t = scratch.transposed(m * n);
    if (accumulate) {
      Transposition.transpose(m, n, c, cAt, ldc, t, 0, m);
    }
    product(
        scratch, !transposeB, !transposeA, n, m, k, b, bAt, ldb, a, aAt, lda, accumulate, t, 0, m);
    Transposition.transpose(n, m, t, 0, m, c, cAt, ldc);
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
    boolean pack = transposeB || m > FEW_ROWS || n % COLUMNS != 0;
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        int from = transposeB ? bAt + j * ldb + l : bAt + l * ldb + j;
        float[] y = b;
        if (pack) {
          y = scratch.b(FIRST + (width + PANEL) * depth);
          for (int t = 0; t < width; t += PANEL) {
            int columns = Math.min(PANEL, width - t);
            int at = transposeB ? from + t * ldb : from + t;
            Pack.b(transposeB, columns, depth, b, at, ldb, y, FIRST + t * depth);
          }
        }
        rows(
            scratch,
            transposeA,
            m,
            width,
            depth,
            a,
            transposeA ? aAt + l * lda : aAt + l,
            lda,
            y,
            pack ? FIRST : from,
            pack ? PANEL : ldb,
            pack ? depth * PANEL : PANEL,
            accumulate || l > 0,
            c,
            cAt + j,
            ldc);
      }
    }
  }

  /** All rows of C for a block of B. */
  private static void rows(
      Scratch scratch,
      boolean transposeA,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      int next,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    float[] x = scratch.a();
    int high = ldb == PANEL ? ROWS : LOW;
    int group = transposeA ? GROUP : high;
    for (int g = 0; g < m; g += group) {
      int end = Math.min(m, g + group);
      int from = transposeA ? aAt + g : aAt + g * lda;
      Pack.a(transposeA, end - g, k, a, from, lda, x, FIRST);
      for (int i = g; i < end; i += high) {
        int rows = Math.min(high, end - i);
        int at = FIRST + (i - g) * STRIDE;
        int to = cAt + i * ldc;
        TileRow.product(scratch, rows, n, k, x, at, b, bAt, ldb, next, accumulate, c, to, ldc);
      }
    }
  }
}
