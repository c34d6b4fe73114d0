package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.bellman.tensor.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;

/** {@link Epilogue#apply} row by row, while the cache has the row. */
final class Epilogues {

  /** What an epilogue does to rows of C, with as many rows of x or with one for all. */
  private interface Pass {
    void run(int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc);
  }

  private Epilogues() {}

  /**
   * {@code x} is one row, or as many as {@code c} has.
   *
   * <p>The call through an interface is meant: the compiler gives up in the midst of a method that
   * has all epilogues in line, and then boxes the vectors of the last ones.
   */
  static void apply(
      Epilogue epilogue, int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    of(epilogue).run(m, n, x, xAt, epilogue.isBias() ? 0 : ldx, c, cAt, ldc);
  }

  private static Pass of(Epilogue epilogue) {
    return switch (epilogue) {
      case NONE -> Epilogues::nothing;
      case BIAS -> Epilogues::bias;
      case BIAS_RELU -> Epilogues::biasRelu;
      case BIAS_TANH -> Epilogues::biasTanh;
      case BIAS_SILU -> Epilogues::biasSilu;
      case RELU_GRADIENT -> Epilogues::reluGradient;
      case TANH_GRADIENT -> Epilogues::tanhGradient;
      case SILU_GRADIENT -> Epilogues::siluGradient;
    };
  }

  /** The gradients of the rows of {@code y}, [count, n], to those rows of {@code c}. */
  static void applyTo(
      Epilogue gradient,
      int[] rows,
      int count,
      int n,
      float[] y,
      float[] x,
      int xAt,
      int ldx,
      float[] c,
      int cAt,
      int ldc) {
    for (int i = 0; i < count; i++) {
      int other = xAt + rows[i] * ldx;
      int to = cAt + rows[i] * ldc;
      switch (gradient) {
        case RELU_GRADIENT -> SimdElementwise.reluGradient(n, y, i * n, x, other, c, to);
        case TANH_GRADIENT -> SimdElementwise.tanhGradient(n, y, i * n, x, other, c, to);
        case SILU_GRADIENT -> SimdFunctions.siluGradient(n, y, i * n, x, other, c, to);
        default -> throw new AssertionError(gradient);
      }
    }
  }

  private static void nothing(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {}

  private static void bias(int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      SimdElementwise.add(n, c, cAt + i * ldc, x, xAt + i * ldx, c, cAt + i * ldc);
    }
  }

  private static void biasRelu(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < m; i++) {
      int other = xAt + i * ldx;
      int to = cAt + i * ldc;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector y = FloatVector.fromArray(FLOATS, c, to + j);
        y = y.add(FloatVector.fromArray(FLOATS, x, other + j));
        // max(y, 0) of Math.max: NaN stays, -0 becomes 0
        y.blend(0f, y.compare(LE, 0f)).intoArray(c, to + j);
      }
      if (whole < n) {
        TAIL.add(n - whole, c, to + whole, x, other + whole, c, to + whole);
        TAIL.maximumScalar(n - whole, c, to + whole, 0f, c, to + whole);
      }
    }
  }

  private static void biasTanh(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * ldc;
      SimdElementwise.add(n, c, to, x, xAt + i * ldx, c, to);
      SimdFunctions.tanh(n, c, to, c, to);
    }
  }

  private static void biasSilu(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * ldc;
      SimdElementwise.add(n, c, to, x, xAt + i * ldx, c, to);
      SimdFunctions.silu(n, c, to, c, to);
    }
  }

  private static void reluGradient(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * ldc;
      SimdElementwise.reluGradient(n, c, to, x, xAt + i * ldx, c, to);
    }
  }

  private static void tanhGradient(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * ldc;
      SimdElementwise.tanhGradient(n, c, to, x, xAt + i * ldx, c, to);
    }
  }

  private static void siluGradient(
      int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * ldc;
      SimdFunctions.siluGradient(n, c, to, x, xAt + i * ldx, c, to);
    }
  }
}
