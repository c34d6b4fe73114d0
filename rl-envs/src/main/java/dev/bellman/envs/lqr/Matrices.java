package dev.bellman.envs.lqr;

import java.util.Optional;

/** The arithmetic of small dense matrices, as rows: {@code m[i][j]} is in row i and column j. */
final class Matrices {
  private Matrices() {}

  static double[][] copy(double[][] m) {
    double[][] copy = new double[m.length][];
    for (int i = 0; i < m.length; i++) {
      copy[i] = m[i].clone();
    }
    return copy;
  }

  static double[][] identity(int n, double factor) {
    double[][] m = new double[n][n];
    for (int i = 0; i < n; i++) {
      m[i][i] = factor;
    }
    return m;
  }

  static double[][] transpose(double[][] m) {
    double[][] t = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = m[i][j];
      }
    }
    return t;
  }

  static double[][] product(double[][] left, double[][] right) {
    double[][] m = new double[left.length][right[0].length];
    for (int i = 0; i < m.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < m[i].length; j++) {
          m[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return m;
  }

  /** {@code outerᵀ · inner · outer}. */
  static double[][] sandwich(double[][] outer, double[][] inner) {
    return product(transpose(outer), product(inner, outer));
  }

  /** {@code left + factor · right}. */
  static double[][] sum(double[][] left, double factor, double[][] right) {
    double[][] m = copy(left);
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[i].length; j++) {
        m[i][j] += factor * right[i][j];
      }
    }
    return m;
  }

  static double[][] scaled(double factor, double[][] m) {
    return sum(new double[m.length][m[0].length], factor, m);
  }

  /** {@code (m + mᵀ)/2}, which rounding has made unequal. */
  static double[][] symmetric(double[][] m) {
    return scaled(0.5, sum(m, 1, transpose(m)));
  }

  static double trace(double[][] m) {
    double sum = 0;
    for (int i = 0; i < m.length; i++) {
      sum += m[i][i];
    }
    return sum;
  }

  /** The largest absolute element; NaN if there is one. */
  static double largest(double[][] m) {
    double largest = 0;
    for (double[] row : m) {
      for (double x : row) {
        largest = Math.max(largest, Math.abs(x));
      }
    }
    return largest;
  }

  /** {@code xᵀ · m · x}. */
  static double quadratic(double[][] m, double[] x) {
    double sum = 0;
    for (int i = 0; i < m.length; i++) {
      double row = 0;
      for (int j = 0; j < m.length; j++) {
        row += m[i][j] * x[j];
      }
      sum += x[i] * row;
    }
    return sum;
  }

  /** The lower triangular L with {@code L·Lᵀ = m}, if the symmetric m is positive definite. */
  static Optional<double[][]> cholesky(double[][] m) {
    int n = m.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = m[i][j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        if (i > j) {
          lower[i][j] = rest / lower[j][j];
        } else if (rest > 0) {
          lower[i][i] = Math.sqrt(rest);
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(lower);
  }

  /** {@code (L·Lᵀ)⁻¹ · right}. */
  static double[][] solve(double[][] lower, double[][] right) {
    int n = lower.length;
    double[][] x = copy(right);
    for (int c = 0; c < x[0].length; c++) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++) {
          x[i][c] -= lower[i][k] * x[k][c];
        }
        x[i][c] /= lower[i][i];
      }
      for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++) {
          x[i][c] -= lower[k][i] * x[k][c];
        }
        x[i][c] /= lower[i][i];
      }
    }
    return x;
  }

  /** {@code log det(L·Lᵀ)}. */
  static double logDeterminant(double[][] lower) {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += 2 * Math.log(lower[i][i]);
    }
    return sum;
  }

  static void requireFinite(String name, double[][] m) {
    if (m.length == 0 || m[0].length == 0) {
      throw new IllegalArgumentException(name + " must have rows and columns, but has none");
    }
    for (double[] row : m) {
      if (row.length != m[0].length) {
        throw new IllegalArgumentException(
            name
                + " must have rows of one length, but they have "
                + m[0].length
                + " and "
                + row.length);
      }
      for (double x : row) {
        if (!Double.isFinite(x)) {
          throw new IllegalArgumentException(name + " must be finite, but has " + x);
        }
      }
    }
  }

  static void requireShape(String name, double[][] m, int rows, int columns) {
    requireFinite(name, m);
    if (m.length != rows || m[0].length != columns) {
      throw new IllegalArgumentException(
          name
              + " must be ["
              + rows
              + ", "
              + columns
              + "], but is ["
              + m.length
              + ", "
              + m[0].length
              + "]");
    }
  }
}
