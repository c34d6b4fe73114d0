package dev.bellman.tensor.kernel;

import java.util.Arrays;

/**
 * The matrix product of {@link Kernels#gemm} in plain Java: the specification of the faster ones.
 *
 * <p>A few rows of B and one row of C are copied into arrays of their own, so that the inner loop
 * has one index for all of them: that lets the compiler prove that it may use vectors. Copying
 * changes no bits.
 */
public final class ScalarGemm {

  private static final int WIDTH = 256;
  private static final int DEPTH = 4;

  /** {@code DEPTH} rows of B, and one row of C. */
  private record Scratch(float[][] panel, float[] row) {
    Scratch() {
      this(new float[DEPTH][WIDTH], new float[WIDTH]);
    }
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private ScalarGemm() {}

  /** {@code C = C₀ + A·B}; the parameters are those of {@link Kernels#gemm}. */
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
    if (!accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
      }
    }
    int aRow = transposeA ? 1 : lda;
    int aColumn = transposeA ? lda : 1;
    int bRow = transposeB ? 1 : ldb;
    int bColumn = transposeB ? ldb : 1;
    Scratch scratch = SCRATCH.get();
    float[][] panel = scratch.panel;
    float[] row = scratch.row;
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        copy(depth, width, b, bAt + l * bRow + j * bColumn, bRow, bColumn, panel);
        for (int i = 0; i < m; i++) {
          int x = aAt + i * aRow + l * aColumn;
          int at = cAt + i * ldc + j;
          System.arraycopy(c, at, row, 0, width);
          if (depth == DEPTH) {
            addFour(width, a, x, aColumn, panel, row);
          } else {
            addFew(depth, width, a, x, aColumn, panel, row);
          }
          System.arraycopy(row, 0, c, at, width);
        }
      }
    }
  }

  private static void copy(
      int depth, int width, float[] b, int bAt, int bRow, int bColumn, float[][] panel) {
    for (int l = 0; l < depth; l++) {
      float[] out = panel[l];
      for (int j = 0; j < width; j++) {
        out[j] = b[bAt + l * bRow + j * bColumn];
      }
    }
  }

  private static void addFour(
      int width, float[] a, int at, int distance, float[][] panel, float[] row) {
    float x0 = a[at];
    float x1 = a[at + distance];
    float x2 = a[at + 2 * distance];
    float x3 = a[at + 3 * distance];
    float[] b0 = panel[0];
    float[] b1 = panel[1];
    float[] b2 = panel[2];
    float[] b3 = panel[3];
    for (int j = 0; j < width; j++) {
      float y = Math.fma(x0, b0[j], row[j]);
      y = Math.fma(x1, b1[j], y);
      y = Math.fma(x2, b2[j], y);
      row[j] = Math.fma(x3, b3[j], y);
    }
  }

  private static void addFew(
      int depth, int width, float[] a, int at, int distance, float[][] panel, float[] row) {
    for (int l = 0; l < depth; l++) {
      float x = a[at + l * distance];
      float[] b = panel[l];
      for (int j = 0; j < width; j++) {
        row[j] = Math.fma(x, b[j], row[j]);
      }
    }
  }
}
