package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.bellman.tensor.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;

/** {@link Epilogue#apply} in one pass over the rows. */
final class Epilogues {

  private Epilogues() {}

  /** {@code x} is one row, or as many as {@code c} has. */
  static void apply(
      Epilogue epilogue, int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int row = cAt + i * ldc;
      switch (epilogue) {
        case NONE -> {}
        case BIAS -> SimdElementwise.add(n, c, row, x, xAt, c, row);
        case BIAS_RELU -> biasRelu(n, x, xAt, c, row);
        case BIAS_TANH -> biasTanh(n, x, xAt, c, row);
        case BIAS_SILU -> biasSilu(n, x, xAt, c, row);
        case RELU_GRADIENT -> SimdElementwise.reluGradient(n, c, row, x, xAt + i * ldx, c, row);
        case TANH_GRADIENT -> SimdElementwise.tanhGradient(n, c, row, x, xAt + i * ldx, c, row);
        case SILU_GRADIENT -> SimdFunctions.siluGradient(n, c, row, x, xAt + i * ldx, c, row);
      }
    }
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

  private static void biasRelu(int n, float[] x, int xAt, float[] c, int cAt) {
    int whole = FLOATS.loopBound(n);
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector y = FloatVector.fromArray(FLOATS, c, cAt + j);
      y = y.add(FloatVector.fromArray(FLOATS, x, xAt + j));
      // max(y, 0) of Math.max: NaN stays, -0 becomes 0
      y.blend(0f, y.compare(LE, 0f)).intoArray(c, cAt + j);
    }
    TAIL.add(n - whole, c, cAt + whole, x, xAt + whole, c, cAt + whole);
    TAIL.maximumScalar(n - whole, c, cAt + whole, 0f, c, cAt + whole);
  }

  private static void biasTanh(int n, float[] x, int xAt, float[] c, int cAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeBiasTanh(whole, x, xAt, c, cAt);
    }
    TAIL.add(n - whole, c, cAt + whole, x, xAt + whole, c, cAt + whole);
    TAIL.tanh(n - whole, c, cAt + whole, c, cAt + whole);
  }

  private static void wholeBiasTanh(int n, float[] x, int xAt, float[] c, int cAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector y = FloatVector.fromArray(FLOATS, c, cAt + j);
      y = y.add(FloatVector.fromArray(FLOATS, x, xAt + j));
      SimdFunctions.tanh(y).intoArray(c, cAt + j);
    }
  }

  private static void biasSilu(int n, float[] x, int xAt, float[] c, int cAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeBiasSilu(whole, x, xAt, c, cAt);
    }
    TAIL.add(n - whole, c, cAt + whole, x, xAt + whole, c, cAt + whole);
    TAIL.silu(n - whole, c, cAt + whole, c, cAt + whole);
  }

  private static void wholeBiasSilu(int n, float[] x, int xAt, float[] c, int cAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector y = FloatVector.fromArray(FLOATS, c, cAt + j);
      y = y.add(FloatVector.fromArray(FLOATS, x, xAt + j));
      SimdFunctions.silu(y).intoArray(c, cAt + j);
    }
  }
}
