package dev.bellman.algorithms.model;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.ReplayBuffer;
import java.util.Arrays;

/**
 * Means and standard deviations of what a model is fitted to: networks see numbers near 1.
 *
 * <pre>{@code
 * x = ((s, a) − m_x)/d_x,   y = ((r, s′ − s) − m_y)/d_y
 * }</pre>
 */
final class Scale {

  /** What varies less than this is taken as it is. */
  private static final double CONSTANT = 1e-6;

  private final Encoding encoding;
  private final Parameters parameters = new Parameters("scale");
  private final Parameter inputMean;
  private final Parameter inputDeviation;
  private final Parameter targetMean;
  private final Parameter targetDeviation;

  /** Means of 0 and deviations of 1. */
  Scale(Encoding encoding) {
    this.encoding = encoding;
    inputMean = parameters.add("inputMean", 1, encoding.size());
    inputDeviation = parameters.add("inputDeviation", 1, encoding.size());
    targetMean = parameters.add("targetMean", 1, encoding.targets());
    targetDeviation = parameters.add("targetDeviation", 1, encoding.targets());
    fill(inputDeviation, encoding.size());
    fill(targetDeviation, encoding.targets());
    parameters.written();
  }

  private void fill(Parameter deviation, int count) {
    Arrays.fill(parameters.values(), deviation.at(), deviation.at() + count, 1);
  }

  Parameters parameters() {
    return parameters;
  }

  /** Takes the moments of these rows. */
  void fit(ReplayBuffer data, int[] rows) {
    float[] row = new float[Math.max(encoding.size(), encoding.targets())];
    Moments x = new Moments(encoding.size());
    Moments y = new Moments(encoding.targets());
    for (int i : rows) {
      encoding.write(data, i, row, 0);
      x.add(row);
      encoding.writeTarget(data, i, row, 0);
      y.add(row);
    }
    x.write(inputMean, inputDeviation);
    y.write(targetMean, targetDeviation);
    parameters.written();
  }

  private final class Moments {
    private final double[] mean;
    private final double[] squares;
    private long count;

    Moments(int columns) {
      mean = new double[columns];
      squares = new double[columns];
    }

    /** Welford's update. */
    void add(float[] row) {
      count++;
      for (int j = 0; j < mean.length; j++) {
        double before = row[j] - mean[j];
        mean[j] += before / count;
        squares[j] += before * (row[j] - mean[j]);
      }
    }

    void write(Parameter m, Parameter d) {
      for (int j = 0; j < mean.length; j++) {
        double deviation = Math.sqrt(squares[j] / count);
        parameters.values()[m.at() + j] = (float) mean[j];
        parameters.values()[d.at() + j] = deviation < CONSTANT ? 1 : (float) deviation;
      }
    }
  }

  /** x of states and actions side by side, row by row. */
  Var input(Var raw) {
    return raw.minus(inputMean.variable()).div(inputDeviation.variable());
  }

  /** y of rewards and differences side by side, row by row. */
  Var target(Var raw) {
    return raw.minus(targetMean.variable()).div(targetDeviation.variable());
  }

  /** Rewards and differences of y. */
  Var real(Var y) {
    return y.times(targetDeviation.variable()).plus(targetMean.variable());
  }
}
