package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;

import java.util.Arrays;

/**
 * The matrix product of {@link dev.bellman.tensor.kernel.Kernels#gemm} in vectors.
 *
 * <p>C is cut into tiles that fit the registers. A tile keeps its sums there through all steps of a
 * block of the sum, multiplying numbers of A by vectors of B; the next block goes on from what C
 * holds. So a lane is one chain of fused multiply-adds in ascending order, and the bits are those
 * of the scalar product whatever the tiles are. The tiles of a column share a panel of B, which the
 * first-level cache keeps.
 */
public final class SimdGemm {

  /** From this many multiply-adds on the matrices do not fit the second-level cache together. */
  private static final long LARGE = 1L << 25;

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
      Pack.transpose(m, n, c, cAt, ldc, t, 0, m);
    }
    product(
        scratch, !transposeB, !transposeA, n, m, k, b, bAt, ldb, a, aAt, lda, accumulate, t, 0, m);
    Pack.transpose(n, m, t, 0, m, c, cAt, ldc);
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
    if ((long) m * n * k < LARGE) {
      Direct.product(
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
    } else {
      Blocked.product(
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
    }
  }
}
