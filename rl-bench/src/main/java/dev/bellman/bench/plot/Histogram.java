package dev.bellman.bench.plot;

import java.util.Arrays;

/**
 * How many of some values lie where.
 *
 * @param edges the ends of equally wide bins, ascending: [bins + 1]
 * @param counts how many values are in each bin, [bins]; a value at an edge is in the bin above
 */
public record Histogram(double[] edges, int[] counts) {

  /**
   * The histogram of these values, in bins whose width is 1, 2 or 5 times a power of ten.
   *
   * @param values at least one, finite
   * @param most bins, ≥ 2
   */
  public static Histogram of(double[] values, int most) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    double size = Math.max(Math.abs(low), Math.abs(high));
    double least = (high - low) / (most - 1);
    // values that are all equal get a bin that can be seen beside them
    double width = round(least > size * 1e-9 ? least : Math.max(size, 1) / most);
    double first = Math.floor(low / width);
    int bins = (int) (Math.floor(high / width) - first) + 1;
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> (first + i) * width);
    int[] counts = new int[bins];
    for (double value : values) {
      counts[(int) (Math.floor(value / width) - first)]++;
    }
    return new Histogram(edges, counts);
  }

  /** The next round width. */
  private static double round(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (double round : new double[] {1, 2, 5}) {
      if (round * power >= wanted) {
        return round * power;
      }
    }
    return 10 * power;
  }
}
