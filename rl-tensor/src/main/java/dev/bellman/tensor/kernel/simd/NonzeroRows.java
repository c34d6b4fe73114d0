package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Tiles.DEPTH;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;
import static dev.bellman.tensor.kernel.simd.Tiles.WIDTH;

import dev.bellman.tensor.kernel.Epilogue;
import java.util.Arrays;

/**
 * Gradients on their way back through a layer, many rows of which may be zeros: of two critics only
 * the smaller one learns from a row, of the actions of a batch only those that were taken. A row of
 * zeros has zeros for a product, so that only the others are computed.
 */
final class NonzeroRows {

  /** Shorter sums take no longer than looking for zeros. */
  private static final int LEAST = 32;

  private NonzeroRows() {}

  static boolean suits(Epilogue epilogue, int n, int k) {
    return epilogue.isGradient() && k >= LEAST && k <= DEPTH && n <= WIDTH;
  }

  /** The parameters are those of {@code Kernels.gemmPacked}. */
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
      Epilogue epilogue,
      float[] x,
      int xAt,
      int ldx,
      float[] c,
      int cAt,
      int ldc) {
    float[] gathered = scratch.a();
    int[] rows = scratch.rows();
    int count = 0;
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      if (isZero(k, a, row)) {
        Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
      } else {
        Pack.a(false, 1, k, a, row, 0, gathered, FIRST + count * STRIDE);
        rows[count++] = i;
        if (count == ROWS) {
          some(scratch, count, n, k, packed, packedAt, epilogue, x, xAt, ldx, c, cAt, ldc);
          count = 0;
        }
      }
    }
    if (count > 0) {
      some(scratch, count, n, k, packed, packedAt, epilogue, x, xAt, ldx, c, cAt, ldc);
    }
  }

  private static boolean isZero(int k, float[] a, int at) {
    for (int l = 0; l < k; l++) {
      if (a[at + l] != 0f) {
        return false;
      }
    }
    return true;
  }

  /** The rows that were gathered: where they lie in C if they are neighbours, else beside it. */
  private static void some(
      Scratch scratch,
      int count,
      int n,
      int k,
      float[] packed,
      int packedAt,
      Epilogue epilogue,
      float[] x,
      int xAt,
      int ldx,
      float[] c,
      int cAt,
      int ldc) {
    int[] rows = scratch.rows();
    int next = k * PANEL;
    int first = rows[0];
    if (rows[count - 1] - first == count - 1) {
      int to = cAt + first * ldc;
      TileRow.product(
          scratch,
          count,
          n,
          k,
          scratch.a(),
          FIRST,
          packed,
          packedAt,
          PANEL,
          next,
          false,
          c,
          to,
          ldc);
      Epilogues.apply(epilogue, count, n, x, xAt + first * ldx, ldx, c, to, ldc);
      return;
    }
    float[] y = scratch.transposed(ROWS * n);
    TileRow.product(
        scratch, count, n, k, scratch.a(), FIRST, packed, packedAt, PANEL, next, false, y, 0, n);
    Epilogues.applyTo(epilogue, rows, count, n, y, x, xAt, ldx, c, cAt, ldc);
  }
}
