package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import java.util.Arrays;

/** Figures as the cells of a table have them. */
final class Cell {
  private Cell() {}

  /** A figure with one decimal. */
  static String tenth(double x) {
    return Numbers.figure(Math.round(x * 10) / 10.0);
  }

  /** The mean of the seeds and their standard deviation, which divides by the number of seeds. */
  static String of(double[] seeds) {
    if (seeds.length == 0) {
      return "";
    }
    double mean = Arrays.stream(seeds).average().orElseThrow();
    if (seeds.length == 1) {
      return tenth(mean) + " (one seed)";
    }
    return tenth(mean) + " ± " + tenth(deviation(seeds, mean));
  }

  /** The mean and its standard error. */
  static String ofMean(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return tenth(mean) + " ± " + tenth(deviation(values, mean) / Math.sqrt(values.length));
  }

  private static double deviation(double[] values, double mean) {
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / values.length);
  }
}
