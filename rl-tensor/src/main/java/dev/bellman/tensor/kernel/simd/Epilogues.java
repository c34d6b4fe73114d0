package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.bellman.tensor.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;

/** {@link Epilogue#apply} row by row, while the cache has the row. */
final class Epilogues {

  /** What an epilogue does to a row of C, with a row of x. */
  private interface RowPass {
    void run(int n, float[] x, int xAt, float[] c, int cAt);
  }

  private static final RowPass NOTHING = (n, x, xAt, c, cAt) -> {};
  private static final RowPass ADD =
      (n, x, xAt, c, cAt) -> SimdElementwise.add(n, c, cAt, x, xAt, c, cAt);
  private static final RowPass RELU_GRADIENT =
      (n, x, xAt, c, cAt) -> SimdElementwise.reluGradient(n, c, cAt, x, xAt, c, cAt);
  private static final RowPass TANH_GRADIENT =
      (n, x, xAt, c, cAt) -> SimdElementwise.tanhGradient(n, c, cAt, x, xAt, c, cAt);
  private static final RowPass SILU_GRADIENT =
      (n, x, xAt, c, cAt) -> SimdFunctions.siluGradient(n, c, cAt, x, xAt, c, cAt);

  private Epilogues() {}

  /**
   * {@code x} is one row, or as many as {@code c} has.
   *
   * <p>The calls through an interface are meant: the compiler gives up in the midst of a method
   * that has all epilogues in line, and then boxes the vectors of the last ones.
   */
  static void apply(
      Epilogue epilogue, int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    RowPass pass = of(epilogue);
    int next = epilogue.isBias() ? 0 : ldx;
    for (int i = 0; i < m; i++) {
      pass.run(n, x, xAt + i * next, c, cAt + i * ldc);
    }
  }

  private static RowPass of(Epilogue epilogue) {
    return switch (epilogue) {
      case NONE -> NOTHING;
      case BIAS -> ADD;
      case BIAS_RELU -> Epilogues::biasRelu;
      case BIAS_TANH -> Epilogues::biasTanh;
      case BIAS_SILU -> Epilogues::biasSilu;
      case RELU_GRADIENT -> RELU_GRADIENT;
      case TANH_GRADIENT -> TANH_GRADIENT;
      case SILU_GRADIENT -> SILU_GRADIENT;
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
    SimdElementwise.add(n, c, cAt, x, xAt, c, cAt);
    SimdFunctions.tanh(n, c, cAt, c, cAt);
  }

  private static void biasSilu(int n, float[] x, int xAt, float[] c, int cAt) {
    SimdElementwise.add(n, c, cAt, x, xAt, c, cAt);
    SimdFunctions.silu(n, c, cAt, c, cAt);
  }
}
