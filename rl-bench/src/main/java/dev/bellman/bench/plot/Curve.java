package dev.bellman.bench.plot;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Points (x, y) in the order of x.
 *
 * @param x ascending
 * @param y one for each x, finite
 */
public record Curve(double[] x, double[] y) {

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if they differ
   */
  public Curve {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "Curve: x and y must have one length, but have " + x.length + ", " + y.length);
    }
  }

  /** Whether there is no point. */
  public boolean isEmpty() {
    return x.length == 0;
  }

  /** The first x at which y is at least {@code level}; +∞ if it never is. */
  public double reaches(double level) {
    return IntStream.range(0, y.length)
        .filter(i -> y[i] >= level)
        .mapToDouble(i -> x[i])
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The points with y &gt; 0, which a logarithmic axis can show. */
  public Curve positive() {
    int[] kept = IntStream.range(0, y.length).filter(i -> y[i] > 0).toArray();
    return new Curve(
        Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
  }

  /** The curve with one more point at its right end, which replaces one that is there. */
  public Curve with(double newX, double newY) {
    int n = x.length > 0 && x[x.length - 1] == newX ? x.length : x.length + 1;
    double[] xs = Arrays.copyOf(x, n);
    double[] ys = Arrays.copyOf(y, n);
    xs[n - 1] = newX;
    ys[n - 1] = newY;
    return new Curve(xs, ys);
  }

  /** The y at any x: on the line between neighbours, and level beyond the ends. */
  double at(double where) {
    int i = Arrays.binarySearch(x, where);
    if (i >= 0) {
      return y[i];
    }
    int right = -i - 1;
    if (right == 0 || right == x.length) {
      return y[right == 0 ? 0 : x.length - 1];
    }
    double t = (where - x[right - 1]) / (x[right] - x[right - 1]);
    return y[right - 1] + t * (y[right] - y[right - 1]);
  }
}
