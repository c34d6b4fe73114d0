package dev.bellman.core.exact;

/** Gaussian elimination with partial pivoting, dense: for the few states of an oracle. */
final class LinearSystem {
  private static final int MOST_UNKNOWNS = 6000;
  private static final double SINGULAR = 1e-13;

  private LinearSystem() {}

  /**
   * Solves {@code M·x = b}; destroys both and returns x in b.
   *
   * @throws IllegalArgumentException if there are too many unknowns or M is singular; {@code why}
   *     says what that means
   */
  static double[] solve(double[][] m, double[] b, String why) {
    int n = b.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(m[i][k]) > Math.abs(m[pivot][k]) ? i : pivot;
      }
      if (Math.abs(m[pivot][k]) < SINGULAR) {
        throw new IllegalArgumentException(why);
      }
      double[] row = m[pivot];
      m[pivot] = m[k];
      m[k] = row;
      double right = b[pivot];
      b[pivot] = b[k];
      b[k] = right;
      for (int i = k + 1; i < n; i++) {
        double factor = m[i][k] / row[k];
        if (factor != 0) {
          for (int j = k + 1; j < n; j++) {
            m[i][j] -= factor * row[j];
          }
          b[i] -= factor * right;
        }
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < n; j++) {
        sum -= m[i][j] * b[j];
      }
      b[i] = sum / m[i][i];
    }
    return b;
  }

  static void requireSmall(String what, int unknowns) {
    if (unknowns > MOST_UNKNOWNS) {
      throw new IllegalArgumentException(
          what
              + ": at most "
              + MOST_UNKNOWNS
              + " states can be solved for at once, but there are "
              + unknowns
              + "; use FixedPoint");
    }
  }
}
