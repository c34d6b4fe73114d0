package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import java.util.Arrays;

/**
 * Mean and variance of each of so many numbers over all that was added, without keeping it.
 *
 * <pre>{@code
 * δ = x − μ,   μ′ = μ + δ/(n + 1),   M′ = M + δ²·n/(n + 1),   variance = M/n
 * }</pre>
 *
 * <p>It begins as if mean 0 and variance 1 had been seen n = 10⁻⁴ times, as Gymnasium's {@code
 * RunningMeanStd} does: so it is defined from the start.
 *
 * <p>Tony Chan, Gene Golub and Randall LeVeque, "Updating Formulae and a Pairwise Algorithm for
 * Computing Sample Variances" (1979), for one value at a time: B. P. Welford (1962).
 */
final class RunningMoments implements Stateful {
  private static final double FIRST_COUNT = 1e-4;

  private final double[] means;
  private final double[] squares;
  private double count = FIRST_COUNT;

  RunningMoments(int size) {
    means = new double[size];
    squares = new double[size];
    Arrays.fill(squares, FIRST_COUNT);
  }

  /** Adds one row: as many floats as there are moments. */
  void add(float[] row, int at) {
    for (int i = 0; i < means.length; i++) {
      add(i, row[at + i]);
    }
    count++;
  }

  /** Adds one number to the only moments. */
  void add(double x) {
    add(0, x);
    count++;
  }

  private void add(int i, double x) {
    double delta = x - means[i];
    means[i] += delta / (count + 1);
    squares[i] += delta * delta * count / (count + 1);
  }

  double mean(int i) {
    return means[i];
  }

  double variance(int i) {
    return squares[i] / count;
  }

  @Override
  public void save(StateWriter out) {
    out.put("count", count);
    out.put("means", means);
    out.put("squares", squares);
  }

  @Override
  public void load(StateReader in) {
    count = in.getDouble("count");
    in.get("means", means);
    in.get("squares", squares);
  }
}
