package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.COLUMNS;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL_ROWS;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Copies of matrices in the order in which tiles read them: a panel holds for each step {@code l}
 * of the sum a group of neighbours, {@code out[l·width + i]}. Where the matrix ends early the rest
 * of a group is 0; what a tile computes from it is thrown away.
 */
final class Pack {

  private Pack() {}

  /** All of A in panels of {@code PANEL_ROWS} rows, which follow each other. */
  static float[] a(Scratch scratch, boolean transposeA, int m, int k, float[] a, int aAt, int lda) {
    float[] out = scratch.a((m + PANEL_ROWS) * k + LANES);
    for (int i = 0; i < m; i += PANEL_ROWS) {
      int rows = Math.min(PANEL_ROWS, m - i);
      if (transposeA) {
        along(rows, PANEL_ROWS, k, a, aAt + i, lda, out, i * k);
      } else {
        across(rows, PANEL_ROWS, k, a, aAt + i * lda, lda, out, i * k);
      }
    }
    return out;
  }

  /** Up to {@code COLUMNS} columns of B as one panel. */
  static void b(
      boolean transposeB, int columns, int k, float[] b, int bAt, int ldb, float[] out, int outAt) {
    if (transposeB) {
      across(columns, COLUMNS, k, b, bAt, ldb, out, outAt);
    } else {
      along(columns, COLUMNS, k, b, bAt, ldb, out, outAt);
    }
  }

  /** Neighbours lie in rows: {@code out[l·width + i] = x[at + i·ld + l]}, i < count. */
  private static void across(
      int count, int width, int depth, float[] x, int at, int ld, float[] out, int outAt) {
    if (count < width) {
      Arrays.fill(out, outAt, outAt + depth * width, 0f);
    }
    transpose(count, depth, x, at, ld, out, outAt, width);
  }

  /**
   * Neighbours lie side by side: {@code out[l·width + i] = x[at + l·ld + i]}, i < count; the width
   * is at most two vectors.
   *
   * <p>Whole groups are copied in whole vectors: what is written too far, by less than a vector,
   * the next group overwrites.
   */
  private static void along(
      int count, int width, int depth, float[] x, int at, int ld, float[] out, int outAt) {
    int l = 0;
    if (count < width) {
      Arrays.fill(out, outAt, outAt + depth * width, 0f);
    } else {
      boolean two = width > LANES;
      int reach = two ? 2 * LANES : LANES;
      for (; l < depth && at + l * ld <= x.length - reach; l++) {
        int from = at + l * ld;
        int to = outAt + l * width;
        FloatVector.fromArray(SPECIES, x, from).intoArray(out, to);
        if (two) {
          FloatVector.fromArray(SPECIES, x, from + LANES).intoArray(out, to + LANES);
        }
      }
    }
    for (; l < depth; l++) {
      for (int i = 0; i < count; i++) {
        out[outAt + l * width + i] = x[at + l * ld + i];
      }
    }
  }

  /** {@code out[outAt + j·ldout + i] = x[at + i·ld + j]}. */
  static void transpose(
      int rows, int columns, float[] x, int at, int ld, float[] out, int outAt, int ldout) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      int x0 = at + i * ld;
      int x1 = x0 + ld;
      int x2 = x1 + ld;
      int x3 = x2 + ld;
      int to = outAt + i;
      for (int j = 0; j < columns; j++) {
        out[to] = x[x0 + j];
        out[to + 1] = x[x1 + j];
        out[to + 2] = x[x2 + j];
        out[to + 3] = x[x3 + j];
        to += ldout;
      }
    }
    for (; i < rows; i++) {
      int x0 = at + i * ld;
      int to = outAt + i;
      for (int j = 0; j < columns; j++) {
        out[to] = x[x0 + j];
        to += ldout;
      }
    }
  }
}
