package dev.bellman.tensor.kernel;

/** The reductions, in the order of summation that {@link Kernels} fixes. */
final class ScalarReductions {

  /** Squares that floats add up: more would lose digits. */
  private static final int FEW = 2048;

  /** Sums of squares below this may have lost digits where single squares are subnormal. */
  private static final float LEAST = 0x1p-100f;

  private ScalarReductions() {}

  static float sum(int n, float[] a, int aAt) {
    int whole = n & -16;
    float total = whole > 0 ? pairwise(a, aAt, whole, 0, 1) : 0f;
    for (int i = whole; i < n; i++) {
      total += a[aAt + i];
    }
    return total;
  }

  /**
   * The partial sums p_j, p_{j+step}, … added pairwise; without an array: runs allocate nothing.
   */
  private static float pairwise(float[] a, int aAt, int whole, int j, int step) {
    if (step < 16) {
      return pairwise(a, aAt, whole, j, 2 * step) + pairwise(a, aAt, whole, j + step, 2 * step);
    }
    float p = 0f;
    for (int i = j; i < whole; i += 16) {
      p += a[aAt + i];
    }
    return p;
  }

  static float sumOfFewSquares(int n, float[] a, int aAt) {
    int whole = n & -16;
    float total = whole > 0 ? pairwiseSquares(a, aAt, whole, 0, 1) : 0f;
    for (int i = whole; i < n; i++) {
      total = Math.fma(a[aAt + i], a[aAt + i], total);
    }
    return total;
  }

  private static float pairwiseSquares(float[] a, int aAt, int whole, int j, int step) {
    if (step < 16) {
      return pairwiseSquares(a, aAt, whole, j, 2 * step)
          + pairwiseSquares(a, aAt, whole, j + step, 2 * step);
    }
    float p = 0f;
    for (int i = j; i < whole; i += 16) {
      p = Math.fma(a[aAt + i], a[aAt + i], p);
    }
    return p;
  }

  static double sumOfSquares(Kernels kernels, int n, float[] a, int aAt) {
    double total = 0;
    for (int i = 0; i < n; i += FEW) {
      int count = Math.min(FEW, n - i);
      float few = kernels.sumOfFewSquares(count, a, aAt + i);
      boolean fits = few >= LEAST && few <= Float.MAX_VALUE;
      total += fits ? few : sumOfSquaresInDouble(count, a, aAt + i);
    }
    return total;
  }

  private static double sumOfSquaresInDouble(int n, float[] a, int aAt) {
    double total = 0;
    for (int i = aAt; i < aAt + n; i++) {
      total += (double) a[i] * a[i];
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
    float total = whole > 0 ? pairwiseOfExp(a, aAt, whole, max, 0, 1) : 0f;
    for (int i = whole; i < n; i++) {
      total += ScalarFunctions.exp(a[aAt + i] - max);
    }
    return total;
  }

  private static float pairwiseOfExp(float[] a, int aAt, int whole, float max, int j, int step) {
    if (step < 16) {
      return pairwiseOfExp(a, aAt, whole, max, j, 2 * step)
          + pairwiseOfExp(a, aAt, whole, max, j + step, 2 * step);
    }
    float p = 0f;
    for (int i = j; i < whole; i += 16) {
      p += ScalarFunctions.exp(a[aAt + i] - max);
    }
    return p;
  }
}
