package dev.bellman.algorithms.model;

import dev.bellman.core.space.Box;
import java.util.Arrays;

/** The bounds of a box as numbers to compute with: finite, and in double precision. */
record Bounds(String search, Box box, double[] low, double[] high) {

  /**
   * The bounds of {@code box}.
   *
   * @param search what messages call the search
   * @throws IllegalArgumentException if a bound is infinite
   */
  static Bounds of(String search, Box box) {
    double[] low = new double[box.size()];
    double[] high = new double[box.size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = box.low(i);
      high[i] = box.high(i);
      if (!Double.isFinite(high[i] - low[i])) {
        throw new IllegalArgumentException(
            search
                + ": all bounds must be finite, but component "
                + i
                + " has "
                + box.low(i)
                + ", "
                + box.high(i));
      }
    }
    return new Bounds(search, box, low, high);
  }

  /** The number of components. */
  int size() {
    return low.length;
  }

  /** Refuses a point that is not in the box. */
  void require(float[] x) {
    if (x.length != low.length || !box.contains(x, 0)) {
      throw new IllegalArgumentException(
          search + ": x must be in " + box + ", but is " + Arrays.toString(x));
    }
  }
}
