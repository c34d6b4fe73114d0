package dev.bellman.autograd.nn;

import java.util.random.RandomGenerator;

/** Orthonormal vectors with a uniformly random direction. */
final class Orthonormal {
  private Orthonormal() {}

  /**
   * {@code count ≤ size} orthonormal vectors of {@code size} numbers: normal vectors by modified
   * Gram–Schmidt, twice, because once loses digits.
   */
  static double[][] vectors(int count, int size, RandomGenerator random) {
    double[][] q = new double[count][size];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        q[i][k] = random.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          addScaled(q[i], -dot(q[i], q[j]), q[j]);
        }
      }
      double norm = Math.sqrt(dot(q[i], q[i]));
      for (int k = 0; k < size; k++) {
        q[i][k] /= norm;
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void addScaled(double[] a, double s, double[] b) {
    for (int k = 0; k < a.length; k++) {
      a[k] += s * b[k];
    }
  }
}
