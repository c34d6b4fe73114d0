package dev.bellman.bench.plot;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * The interquartile mean of some runs, and the bounds between which 95 % of its bootstrap resamples
 * lie (Agarwal et al. 2021, "Deep reinforcement learning at the edge of the statistical
 * precipice").
 *
 * @param middle the mean of what remains when ⌊n/4⌋ values are cut off at either end
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double middle, double low, double high) {
  private static final int RESAMPLES = 2000;
  private static final double OUTSIDE = 0.025;

  /** The interval of these values, of which there is at least one. */
  public static Interval of(double[] values, RandomGenerator random) {
    return of(values, resamples(values.length, random));
  }

  /** The interval by these resamples, which are lists of places in {@code values}. */
  static Interval of(double[] values, int[][] resamples) {
    double[] means =
        Arrays.stream(resamples)
            .mapToDouble(places -> mean(Arrays.stream(places).mapToDouble(k -> values[k])))
            .sorted()
            .toArray();
    int last = means.length - 1;
    return new Interval(
        mean(Arrays.stream(values)),
        means[(int) Math.round(OUTSIDE * last)],
        means[(int) Math.round((1 - OUTSIDE) * last)]);
  }

  static int[][] resamples(int size, RandomGenerator random) {
    int[][] resamples = new int[RESAMPLES][size];
    for (int[] resample : resamples) {
      Arrays.setAll(resample, i -> random.nextInt(size));
    }
    return resamples;
  }

  private static double mean(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int cut = sorted.length / 4;
    return Arrays.stream(sorted, cut, sorted.length - cut).average().orElse(Double.NaN);
  }
}
