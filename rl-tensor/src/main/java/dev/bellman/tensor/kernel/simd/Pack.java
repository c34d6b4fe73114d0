package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Copies of a matrix in the order in which a tile reads it: for each step {@code l} of the sum one
 * group of {@code width} neighbours, {@code out[l·width + i]}. Where the matrix ends early the rest
 * of a group is 0; what a tile computes from it is thrown away.
 */
final class Pack {

  private Pack() {}

  /**
   * Neighbours lie side by side: {@code out[l·width + i] = x[at + l·ld + i]}, i < count; the width
   * is at most two vectors.
   *
   * <p>Whole groups are copied in whole vectors: what is written too far, by less than a vector,
   * the next group overwrites.
   */
  static void along(
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

  /** Neighbours lie in rows: {@code out[l·width + i] = x[at + i·ld + l]}, i < count. */
  static void across(
      int count, int width, int depth, float[] x, int at, int ld, float[] out, int outAt) {
    if (count < width) {
      Arrays.fill(out, outAt, outAt + depth * width, 0f);
    }
    int i = 0;
    for (; i <= count - 4; i += 4) {
      int x0 = at + i * ld;
      int x1 = x0 + ld;
      int x2 = x1 + ld;
      int x3 = x2 + ld;
      int to = outAt + i;
      for (int l = 0; l < depth; l++) {
        out[to] = x[x0 + l];
        out[to + 1] = x[x1 + l];
        out[to + 2] = x[x2 + l];
        out[to + 3] = x[x3 + l];
        to += width;
      }
    }
    for (; i < count; i++) {
      int x0 = at + i * ld;
      int to = outAt + i;
      for (int l = 0; l < depth; l++) {
        out[to] = x[x0 + l];
        to += width;
      }
    }
  }
}
