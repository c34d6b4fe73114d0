package dev.bellman.tensor.kernel;

/** The reductions, in the order of summation that {@link Kernels} fixes. */
final class ScalarReductions {

  private ScalarReductions() {}

  static float sum(int n, float[] a, int aAt) {
    int whole = n & -16;
    float total = 0f;
    if (whole > 0) {
      float[] p = new float[16];
      for (int i = 0; i < whole; i += 16) {
        for (int j = 0; j < 16; j++) {
          p[j] += a[aAt + i + j];
        }
      }
      for (int half = 8; half > 0; half /= 2) {
        for (int j = 0; j < half; j++) {
          p[j] += p[j + half];
        }
      }
      total = p[0];
    }
    for (int i = whole; i < n; i++) {
      total += a[aAt + i];
    }
    return total;
  }

  static double sumOfSquares(int n, float[] a, int aAt) {
    int whole = n & -8;
    double total = 0;
    if (whole > 0) {
      double[] p = new double[8];
      for (int i = 0; i < whole; i += 8) {
        for (int j = 0; j < 8; j++) {
          double value = a[aAt + i + j];
          p[j] += value * value;
        }
      }
      for (int half = 4; half > 0; half /= 2) {
        for (int j = 0; j < half; j++) {
          p[j] += p[j + half];
        }
      }
      total = p[0];
    }
    for (int i = whole; i < n; i++) {
      double value = a[aAt + i];
      total += value * value;
    }
    return total;
  }

  static void sumColumns(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    for (int i = 0; i < m; i++) {
      out[outAt + i] = sum(n, a, aAt + i * lda);
    }
  }

  static void sumRows(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    for (int j = 0; j < n; j++) {
      out[outAt + j] = 0f;
    }
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      for (int j = 0; j < n; j++) {
        out[outAt + j] += a[row + j];
      }
    }
  }

  static void argMax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      int best = 0;
      for (int j = 1; j < n; j++) {
        float value = a[row + j];
        float most = a[row + best];
        if (value > most || (Float.isNaN(value) && !Float.isNaN(most))) {
          best = j;
        }
      }
      out[outAt + i] = best;
    }
  }

  static void softmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      int to = outAt + i * ldout;
      float max = max(n, a, row);
      for (int j = 0; j < n; j++) {
        out[to + j] = ScalarFunctions.exp(a[row + j] - max);
      }
      float total = sum(n, out, to);
      for (int j = 0; j < n; j++) {
        out[to + j] /= total;
      }
    }
  }

  static void logSoftmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      int to = outAt + i * ldout;
      float max = max(n, a, row);
      float logTotal = ScalarFunctions.log(sumOfExp(n, a, row, max));
      for (int j = 0; j < n; j++) {
        out[to + j] = a[row + j] - max - logTotal;
      }
    }
  }

  static void logSumExp(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      float max = max(n, a, row);
      out[outAt + i] = max + ScalarFunctions.log(sumOfExp(n, a, row, max));
    }
  }

  private static float max(int n, float[] a, int aAt) {
    float max = a[aAt];
    for (int j = 1; j < n; j++) {
      max = Math.max(max, a[aAt + j]);
    }
    return max;
  }

  /** Σ e^(a−max) in the order of {@link #sum}, without a place to keep the terms. */
  private static float sumOfExp(int n, float[] a, int aAt, float max) {
    int whole = n & -16;
    float total = 0f;
    if (whole > 0) {
      float[] p = new float[16];
      for (int i = 0; i < whole; i += 16) {
        for (int j = 0; j < 16; j++) {
          p[j] += ScalarFunctions.exp(a[aAt + i + j] - max);
        }
      }
      for (int half = 8; half > 0; half /= 2) {
        for (int j = 0; j < half; j++) {
          p[j] += p[j + half];
        }
      }
      total = p[0];
    }
    for (int i = whole; i < n; i++) {
      total += ScalarFunctions.exp(a[aAt + i] - max);
    }
    return total;
  }
}
