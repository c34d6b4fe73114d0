package dev.bellman.bench.plot;

import java.util.Arrays;
import java.util.random.RandomGenerator;

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
  /** As many as rliable, the library of the paper, draws. */
  private static final int RESAMPLES = 50_000;

  private static final double OUTSIDE = 0.025;

  /** The interval of these values, of which there is at least one. */
  public static Interval of(double[] values, RandomGenerator random) {
    return of(values, resamples(RESAMPLES, values.length, random));
  }

  /** The interval by these resamples, which are lists of places in {@code values}. */
  static Interval of(double[] values, int[][] resamples) {
    double[] means = new double[resamples.length];
    double[] drawn = new double[values.length];
    for (int i = 0; i < means.length; i++) {
      int[] places = resamples[i];
      Arrays.setAll(drawn, j -> values[places[j]]);
      means[i] = mean(drawn);
    }
    Arrays.sort(means);
    int last = means.length - 1;
    return new Interval(
        mean(values.clone()),
        means[(int) Math.round(OUTSIDE * last)],
        means[(int) Math.round((1 - OUTSIDE) * last)]);
  }

  static int[][] resamples(int count, int size, RandomGenerator random) {
    int[][] resamples = new int[count][size];
    for (int[] resample : resamples) {
      Arrays.setAll(resample, i -> random.nextInt(size));
    }
    return resamples;
  }

  /** Of {@code values}, which it sorts. */
  private static double mean(double[] values) {
    Arrays.sort(values);
    int cut = values.length / 4;
    double sum = 0;
    for (int i = cut; i < values.length - cut; i++) {
      sum += values[i];
    }
    return sum / (values.length - 2 * cut);
  }
}
