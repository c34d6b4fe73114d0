package dev.bellman.algorithms.model;

import java.util.function.ToDoubleFunction;

/**
 * Functions to be made large; each is 0 where it is largest, at (1, …, 1), and negative elsewhere.
 */
final class Functions {
  private Functions() {}

  /** A function of one point as an objective. */
  static Objective of(int n, ToDoubleFunction<float[]> function) {
    return (count, x, out) -> {
      float[] point = new float[n];
      for (int i = 0; i < count; i++) {
        System.arraycopy(x, i * n, point, 0, n);
        out[i] = function.applyAsDouble(point);
      }
    };
  }

  static double sphere(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum -= (v - 1.0) * (v - 1.0);
    }
    return sum;
  }

  /** A curved valley with steep sides. */
  static double rosenbrock(float[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double side = x[i + 1] - (double) x[i] * x[i];
      sum -= 100 * side * side + (1.0 - x[i]) * (1.0 - x[i]);
    }
    return sum;
  }

  /** A sphere with a local optimum at all whole numbers. */
  static double rastrigin(float[] x) {
    double sum = 0;
    for (float v : x) {
      double u = v - 1.0;
      sum -= u * u + 10 - 10 * Math.cos(2 * Math.PI * u);
    }
    return sum;
  }
}
