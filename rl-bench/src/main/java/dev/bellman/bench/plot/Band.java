package dev.bellman.bench.plot;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several runs as one: at each x the interquartile mean over runs, and the bounds between which 95
 * % of its bootstrap resamples lie (Agarwal et al. 2021, "Deep reinforcement learning at the edge
 * of the statistical precipice").
 *
 * @param middle the interquartile mean
 * @param low the lower bounds, at the x of {@code middle}
 * @param high the upper bounds, at the x of {@code middle}
 */
public record Band(Curve middle, double[] low, double[] high) {
  private static final int POINTS = 200;
  private static final int RESAMPLES = 2000;
  private static final double OUTSIDE = 0.025;

  /** The band of these runs where all of them have points; none of them is empty. */
  public static Band of(List<Curve> runs, RandomGenerator random) {
    double from = runs.stream().mapToDouble(c -> c.x()[0]).max().orElseThrow();
    double to = runs.stream().mapToDouble(c -> c.x()[c.x().length - 1]).min().orElseThrow();
    int[][] resamples = new int[RESAMPLES][runs.size()];
    for (int[] resample : resamples) {
      Arrays.setAll(resample, i -> random.nextInt(runs.size()));
    }
    double[] x = new double[POINTS];
    double[] middle = new double[POINTS];
    double[] low = new double[POINTS];
    double[] high = new double[POINTS];
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < POINTS; i++) {
      double where = from + (to - from) * i / (POINTS - 1);
      double[] values = runs.stream().mapToDouble(c -> c.at(where)).toArray();
      x[i] = where;
      middle[i] = interquartileMean(values);
      Arrays.setAll(
          means,
          r ->
              interquartileMean(Arrays.stream(resamples[r]).mapToDouble(k -> values[k]).toArray()));
      Arrays.sort(means);
      low[i] = means[(int) Math.round(OUTSIDE * (RESAMPLES - 1))];
      high[i] = means[(int) Math.round((1 - OUTSIDE) * (RESAMPLES - 1))];
    }
    return new Band(new Curve(x, middle), low, high);
  }

  /** The mean of what remains when ⌊n/4⌋ values are cut off at either end. */
  public static double interquartileMean(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 4;
    return Arrays.stream(sorted, cut, sorted.length - cut).average().orElse(Double.NaN);
  }
}
