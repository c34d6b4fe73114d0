package dev.bellman.bench.plot;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several runs as one: at each x the {@link Interval} of the runs.
 *
 * @param middle the interquartile mean
 * @param low the lower bounds, at the x of {@code middle}
 * @param high the upper bounds, at the x of {@code middle}
 */
public record Band(Curve middle, double[] low, double[] high) {
  private static final int POINTS = 200;

  /** Fewer than an {@link Interval} alone has: they are averaged at each point, for the eye. */
  private static final int RESAMPLES = 2000;

  /** The band of these runs where all of them have points; none of them is empty. */
  public static Band of(List<Curve> runs, RandomGenerator random) {
    double from = runs.stream().mapToDouble(c -> c.x()[0]).max().orElseThrow();
    double to = runs.stream().mapToDouble(c -> c.x()[c.x().length - 1]).min().orElseThrow();
    int[][] resamples = Interval.resamples(RESAMPLES, runs.size(), random);
    double[] x = new double[POINTS];
    double[] middle = new double[POINTS];
    double[] low = new double[POINTS];
    double[] high = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double where = from + (to - from) * i / (POINTS - 1);
      double[] values = runs.stream().mapToDouble(c -> c.at(where)).toArray();
      Interval interval = Interval.of(values, resamples);
      x[i] = where;
      middle[i] = interval.middle();
      low[i] = interval.low();
      high[i] = interval.high();
    }
    return new Band(new Curve(x, middle), low, high);
  }
}
