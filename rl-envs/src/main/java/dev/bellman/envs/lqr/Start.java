package dev.bellman.envs.lqr;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Where the episodes of a {@link LinearQuadratic} begin. */
public sealed interface Start {

  /** Draws a first state. */
  void draw(RandomGenerator random, double[] out);

  /** {@code E[x₀x₀ᵀ]}, {@code [n, n]}: all that a quadratic objective sees of a start. */
  double[][] secondMoment(int n);

  /**
   * x₀ ~ N(0, scale²·I).
   *
   * @param scale the standard deviation of each component, finite, ≥ 0
   */
  record Normal(double scale) implements Start {

    /**
     * Checks the scale.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Normal {
      if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Start.Normal: scale must be ≥ 0 and finite, but is " + scale);
      }
    }

    @Override
    public void draw(RandomGenerator random, double[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] = scale * random.nextGaussian();
      }
    }

    @Override
    public double[][] secondMoment(int n) {
      return Matrices.identity(n, scale * scale);
    }
  }

  /** One of a set of states, all equally likely. */
  final class OneOf implements Start {
    private final double[][] states;

    /**
     * Copies the states.
     *
     * @param states {@code [count, n]}, at least one
     * @throws IllegalArgumentException if there is none, their lengths differ, or a number is not
     *     finite
     */
    public OneOf(double[]... states) {
      Matrices.requireFinite("Start.OneOf: states", states);
      this.states = Matrices.copy(states);
    }

    /** The length of each state. */
    int size() {
      return states[0].length;
    }

    @Override
    public void draw(RandomGenerator random, double[] out) {
      System.arraycopy(states[random.nextInt(states.length)], 0, out, 0, out.length);
    }

    @Override
    public double[][] secondMoment(int n) {
      double[][] sum = new double[n][n];
      for (double[] x : states) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            sum[i][j] += x[i] * x[j] / states.length;
          }
        }
      }
      return sum;
    }

    @Override
    public String toString() {
      return "OneOf" + Arrays.deepToString(states);
    }
  }
}
