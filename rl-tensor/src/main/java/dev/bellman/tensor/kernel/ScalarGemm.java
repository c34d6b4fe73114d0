package dev.bellman.tensor.kernel;

import java.util.Arrays;

/**
 * The matrix product of {@link Kernels#gemm} in plain Java: the specification of the faster ones.
 *
 * <p>Rows of B and a few rows of C are copied into arrays of their own, so that the inner loop has
 * one index for all of them: that lets the compiler prove that it may use vectors. Copying changes
 * no bits.
 */
public final class ScalarGemm {

  private static final int WIDTH = 256;
  private static final int DEPTH = 256;

  /** Rows of C, and of B, that go through the inner loop together. */
  private static final int ROWS = 4;

  /** {@code DEPTH} rows of B, and a few of C. */
  private record Scratch(float[][] panel, float[][] rows) {
    Scratch() {
      this(new float[DEPTH][WIDTH], new float[ROWS][WIDTH]);
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
    float[][] rows = scratch.rows;
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        copy(depth, width, b, bAt + l * bRow + j * bColumn, bRow, bColumn, panel);
        for (int i = 0; i < m; i += ROWS) {
          int count = Math.min(ROWS, m - i);
          int x = aAt + i * aRow + l * aColumn;
          int to = cAt + i * ldc + j;
          for (int r = 0; r < count; r++) {
            System.arraycopy(c, to + r * ldc, rows[r], 0, width);
          }
          add(count, width, depth, a, x, aRow, aColumn, panel, rows);
          for (int r = 0; r < count; r++) {
            System.arraycopy(rows[r], 0, c, to + r * ldc, width);
          }
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

  /** Adds all steps of a block of the sum to up to {@code ROWS} rows. */
  private static void add(
      int count,
      int width,
      int depth,
      float[] a,
      int at,
      int aRow,
      int aColumn,
      float[][] panel,
      float[][] rows) {
    int l = 0;
    for (; l <= depth - 4; l += 4) {
      int x = at + l * aColumn;
      if (count == ROWS) {
        fourSteps(width, a, x, aRow, aColumn, panel, l, rows);
      } else {
        for (int r = 0; r < count; r++) {
          fourSteps(width, a, x + r * aRow, aColumn, panel, l, rows[r]);
        }
      }
    }
    for (; l < depth; l++) {
      for (int r = 0; r < count; r++) {
        step(width, a[at + r * aRow + l * aColumn], panel[l], rows[r]);
      }
    }
  }

  private static void fourSteps(
      int width, float[] a, int at, int aRow, int aColumn, float[][] panel, int l, float[][] rows) {
    float x00 = a[at];
    float x01 = a[at + aColumn];
    float x02 = a[at + 2 * aColumn];
    float x03 = a[at + 3 * aColumn];
    int at1 = at + aRow;
    float x10 = a[at1];
    float x11 = a[at1 + aColumn];
    float x12 = a[at1 + 2 * aColumn];
    float x13 = a[at1 + 3 * aColumn];
    int at2 = at1 + aRow;
    float x20 = a[at2];
    float x21 = a[at2 + aColumn];
    float x22 = a[at2 + 2 * aColumn];
    float x23 = a[at2 + 3 * aColumn];
    int at3 = at2 + aRow;
    float x30 = a[at3];
    float x31 = a[at3 + aColumn];
    float x32 = a[at3 + 2 * aColumn];
    float x33 = a[at3 + 3 * aColumn];
    float[] b0 = panel[l];
    float[] b1 = panel[l + 1];
    float[] b2 = panel[l + 2];
    float[] b3 = panel[l + 3];
    float[] c0 = rows[0];
    float[] c1 = rows[1];
    float[] c2 = rows[2];
    float[] c3 = rows[3];
    for (int j = 0; j < width; j++) {
      float y0 = b0[j];
      float y1 = b1[j];
      float y2 = b2[j];
      float y3 = b3[j];
      c0[j] = Math.fma(x03, y3, Math.fma(x02, y2, Math.fma(x01, y1, Math.fma(x00, y0, c0[j]))));
      c1[j] = Math.fma(x13, y3, Math.fma(x12, y2, Math.fma(x11, y1, Math.fma(x10, y0, c1[j]))));
      c2[j] = Math.fma(x23, y3, Math.fma(x22, y2, Math.fma(x21, y1, Math.fma(x20, y0, c2[j]))));
      c3[j] = Math.fma(x33, y3, Math.fma(x32, y2, Math.fma(x31, y1, Math.fma(x30, y0, c3[j]))));
    }
  }

  private static void fourSteps(
      int width, float[] a, int at, int aColumn, float[][] panel, int l, float[] row) {
    float x0 = a[at];
    float x1 = a[at + aColumn];
    float x2 = a[at + 2 * aColumn];
    float x3 = a[at + 3 * aColumn];
    float[] b0 = panel[l];
    float[] b1 = panel[l + 1];
    float[] b2 = panel[l + 2];
    float[] b3 = panel[l + 3];
    for (int j = 0; j < width; j++) {
      float y = Math.fma(x0, b0[j], row[j]);
      y = Math.fma(x1, b1[j], y);
      y = Math.fma(x2, b2[j], y);
      row[j] = Math.fma(x3, b3[j], y);
    }
  }

  private static void step(int width, float x, float[] b, float[] row) {
    for (int j = 0; j < width; j++) {
      row[j] = Math.fma(x, b[j], row[j]);
    }
  }
}
