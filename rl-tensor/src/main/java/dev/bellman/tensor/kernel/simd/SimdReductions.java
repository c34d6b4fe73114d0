package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;

import dev.bellman.tensor.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;

/**
 * The reductions.
 *
 * <p>The 16 partial sums are one vector of 16 lanes, two of 8 or four of 4: the conditions on the
 * number of lanes are constants, and the compiler drops what does not apply. They are added up in
 * an array: the library's own reduction changes its order when it is compiled, and its access to a
 * lane is inlined where it is frequent only.
 */
final class SimdReductions {

  private SimdReductions() {}

  static float sum(int n, float[] a, int aAt) {
    return n < 16 ? TAIL.sum(n, a, aAt) : wideSum(n, a, aAt);
  }

  static float sumOfFewSquares(int n, float[] a, int aAt) {
    return n < 16 ? TAIL.sumOfFewSquares(n, a, aAt) : wideSumOfSquares(n, a, aAt);
  }

  /** At least 16 elements; adds 16 partial sums pairwise at the end: j and j + 8, then + 4 … 1. */
  private static float wideSum(int n, float[] a, int aAt) {
    int whole = n & -16;
    FloatVector p0 = FloatVector.zero(FLOATS);
    FloatVector p1 = p0;
    FloatVector p2 = p0;
    FloatVector p3 = p0;
    for (int i = aAt; i < aAt + whole; i += 16) {
      p0 = p0.add(FloatVector.fromArray(FLOATS, a, i));
      if (COUNT <= 8) {
        p1 = p1.add(FloatVector.fromArray(FLOATS, a, i + COUNT));
      }
      if (COUNT == 4) {
        p2 = p2.add(FloatVector.fromArray(FLOATS, a, i + 8));
        p3 = p3.add(FloatVector.fromArray(FLOATS, a, i + 12));
      }
    }
    float[] p = Scratch.ofThread().lanes();
    p0.intoArray(p, 0);
    if (COUNT <= 8) {
      p1.intoArray(p, COUNT);
    }
    if (COUNT == 4) {
      p2.intoArray(p, 8);
      p3.intoArray(p, 12);
    }
    float total = pairwise(p);
    for (int i = whole; i < n; i++) {
      total += a[aAt + i];
    }
    return total;
  }

  /** {@link #wideSum} of the squares. */
  private static float wideSumOfSquares(int n, float[] a, int aAt) {
    int whole = n & -16;
    FloatVector p0 = FloatVector.zero(FLOATS);
    FloatVector p1 = p0;
    FloatVector p2 = p0;
    FloatVector p3 = p0;
    for (int i = aAt; i < aAt + whole; i += 16) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, i);
      p0 = x.fma(x, p0);
      if (COUNT <= 8) {
        x = FloatVector.fromArray(FLOATS, a, i + COUNT);
        p1 = x.fma(x, p1);
      }
      if (COUNT == 4) {
        x = FloatVector.fromArray(FLOATS, a, i + 8);
        p2 = x.fma(x, p2);
        x = FloatVector.fromArray(FLOATS, a, i + 12);
        p3 = x.fma(x, p3);
      }
    }
    float[] p = Scratch.ofThread().lanes();
    p0.intoArray(p, 0);
    if (COUNT <= 8) {
      p1.intoArray(p, COUNT);
    }
    if (COUNT == 4) {
      p2.intoArray(p, 8);
      p3.intoArray(p, 12);
    }
    float total = pairwise(p);
    for (int i = whole; i < n; i++) {
      total = Math.fma(a[aAt + i], a[aAt + i], total);
    }
    return total;
  }

  private static float pairwise(float[] p) {
    return ((p[0] + p[8] + (p[4] + p[12])) + (p[2] + p[10] + (p[6] + p[14])))
        + ((p[1] + p[9] + (p[5] + p[13])) + (p[3] + p[11] + (p[7] + p[15])));
  }

  static void sumColumns(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    for (int i = 0; i < m; i++) {
      out[outAt + i] = sum(n, a, aAt + i * lda);
    }
  }

  static void sumRows(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    int j = 0;
    for (; j + 2 * COUNT <= whole; j += 2 * COUNT) {
      FloatVector left = FloatVector.zero(FLOATS);
      FloatVector right = left;
      for (int i = 0; i < m; i++) {
        int at = aAt + i * lda + j;
        left = left.add(FloatVector.fromArray(FLOATS, a, at));
        right = right.add(FloatVector.fromArray(FLOATS, a, at + COUNT));
      }
      left.intoArray(out, outAt + j);
      right.intoArray(out, outAt + j + COUNT);
    }
    for (; j < whole; j += COUNT) {
      FloatVector only = FloatVector.zero(FLOATS);
      for (int i = 0; i < m; i++) {
        only = only.add(FloatVector.fromArray(FLOATS, a, aAt + i * lda + j));
      }
      only.intoArray(out, outAt + j);
    }
    TAIL.sumRows(m, n - whole, a, aAt + whole, lda, out, outAt + whole);
  }

  static void argMax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    if (n < 2 * COUNT) {
      TAIL.argMax(m, n, a, aAt, lda, out, outAt);
      return;
    }
    for (int i = 0; i < m; i++) {
      out[outAt + i] = firstOf(max(n, a, aAt + i * lda), a, aAt + i * lda);
    }
  }

  static void softmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    if (goesByColumns(m, n)) {
      float[] s = shiftedByColumns(m, n, a, aAt, lda);
      int size = m * n;
      for (int j = 0; j < n; j++) {
        SimdElementwise.divide(m, s, size + j * m, s, 2 * size + m, s, size + j * m);
      }
      Transposition.transpose(n, m, s, size, m, out, outAt, ldout);
      return;
    }
    for (int i = 0; i < m; i++) {
      float max = max(n, a, aAt + i * lda);
      SimdElementwise.addScalar(n, a, aAt + i * lda, -max, out, outAt + i * ldout);
    }
    if (ldout == n) {
      SimdFunctions.exp(m * n, out, outAt, out, outAt);
    } else {
      for (int i = 0; i < m; i++) {
        SimdFunctions.exp(n, out, outAt + i * ldout, out, outAt + i * ldout);
      }
    }
    for (int i = 0; i < m; i++) {
      divide(n, sum(n, out, outAt + i * ldout), out, outAt + i * ldout);
    }
  }

  static void logSoftmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    if (goesByColumns(m, n)) {
      float[] s = shiftedByColumns(m, n, a, aAt, lda);
      int total = 2 * m * n + m;
      SimdFunctions.log(m, s, total, s, total);
      for (int j = 0; j < n; j++) {
        SimdElementwise.subtract(m, s, j * m, s, total, s, j * m);
      }
      Transposition.transpose(n, m, s, 0, m, out, outAt, ldout);
      return;
    }
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      int to = outAt + i * ldout;
      float max = max(n, a, row);
      float logTotal = ScalarFunctions.log(sumOfExp(n, a, row, max));
      int whole = FLOATS.loopBound(n);
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, a, row + j);
        x.sub(max).sub(logTotal).intoArray(out, to + j);
      }
      for (int j = whole; j < n; j++) {
        out[to + j] = a[row + j] - max - logTotal;
      }
    }
  }

  static void logSumExp(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    if (goesByColumns(m, n)) {
      float[] s = shiftedByColumns(m, n, a, aAt, lda);
      int max = 2 * m * n;
      SimdFunctions.log(m, s, max + m, s, max + m);
      SimdElementwise.add(m, s, max, s, max + m, out, outAt);
      return;
    }
    for (int i = 0; i < m; i++) {
      float max = max(n, a, aAt + i * lda);
      out[outAt + i] = max + ScalarFunctions.log(sumOfExp(n, a, aAt + i * lda, max));
    }
  }

  /** Rows that are shorter than vectors, such as those of few actions. */
  private static boolean goesByColumns(int m, int n) {
    return n > 0 && n < 16 && m >= COUNT;
  }

  /**
   * Column by column for all rows at once: what is left of the elements when the largest of their
   * row is taken away, then e to that, [n, m] each; after them, [m] each, the largest elements and
   * the sums of the powers.
   */
  private static float[] shiftedByColumns(int m, int n, float[] a, int aAt, int lda) {
    int size = m * n;
    int max = 2 * size;
    int total = max + m;
    float[] s = Scratch.ofThread().transposed(total + m);
    Transposition.transpose(m, n, a, aAt, lda, s, 0, m);
    System.arraycopy(s, 0, s, max, m);
    for (int j = 1; j < n; j++) {
      SimdElementwise.maximum(m, s, max, s, j * m, s, max);
    }
    for (int j = 0; j < n; j++) {
      SimdElementwise.subtract(m, s, j * m, s, max, s, j * m);
    }
    SimdFunctions.exp(size, s, 0, s, size);
    System.arraycopy(s, size, s, total, m);
    for (int j = 1; j < n; j++) {
      SimdElementwise.add(m, s, total, s, size + j * m, s, total);
    }
    return s;
  }

  /** A largest element has no order of evaluation: NaN wins, then +0 over −0. */
  private static float max(int n, float[] a, int aAt) {
    float max = a[aAt];
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      FloatVector most = FloatVector.fromArray(FLOATS, a, aAt);
      for (int i = COUNT; i < whole; i += COUNT) {
        most = most.max(FloatVector.fromArray(FLOATS, a, aAt + i));
      }
      float[] p = Scratch.ofThread().lanes();
      most.intoArray(p, 0);
      for (int i = 0; i < COUNT; i++) {
        max = Math.max(max, p[i]);
      }
    }
    for (int i = whole; i < n; i++) {
      max = Math.max(max, a[aAt + i]);
    }
    return max;
  }

  /** The first place of {@code value}, which does occur. */
  private static int firstOf(float value, float[] a, int aAt) {
    int i = 0;
    if (Float.isNaN(value)) {
      while (!Float.isNaN(a[aAt + i])) {
        i++;
      }
    } else {
      while (a[aAt + i] != value) {
        i++;
      }
    }
    return i;
  }

  private static void divide(int n, float by, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector.fromArray(FLOATS, out, outAt + i).div(by).intoArray(out, outAt + i);
    }
    for (int i = whole; i < n; i++) {
      out[outAt + i] /= by;
    }
  }

  /** Σ e^(a−max) in the order of {@link #sum}. */
  private static float sumOfExp(int n, float[] a, int aAt, float max) {
    if (n < 16) {
      float total = 0f;
      for (int i = 0; i < n; i++) {
        total += ScalarFunctions.exp(a[aAt + i] - max);
      }
      return total;
    }
    float[] terms = Scratch.ofThread().transposed(n);
    SimdElementwise.addScalar(n, a, aAt, -max, terms, 0);
    SimdFunctions.exp(n, terms, 0, terms, 0);
    return sum(n, terms, 0);
  }
}
