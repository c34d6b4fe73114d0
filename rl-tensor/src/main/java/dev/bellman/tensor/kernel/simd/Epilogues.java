package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.bellman.tensor.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@link Epilogue#apply} in one pass over the rows. */
final class Epilogues {

  /** What an epilogue does to a row of C, with a row of x. */
  private interface RowPass {
    void run(int n, float[] x, int xAt, float[] c, int cAt);
  }

  /**
   * An epilogue: of whole vectors, and of less than a vector, which ends a row. In a network of
   * layers of 200 the end has 8 of 200 numbers; one by one, they take as long as the others.
   */
  private record Pass(RowPass whole, RowPass part) {}

  private static final Pass NOTHING = same((n, x, xAt, c, cAt) -> {});
  private static final Pass ADD =
      same((n, x, xAt, c, cAt) -> SimdElementwise.add(n, c, cAt, x, xAt, c, cAt));
  private static final Pass RELU = new Pass(Epilogues::biasRelu, Epilogues::partBiasRelu);
  private static final Pass TANH = new Pass(Epilogues::biasTanh, Epilogues::partBiasTanh);
  private static final Pass SILU = new Pass(Epilogues::biasSilu, Epilogues::partBiasSilu);
  private static final Pass RELU_GRADIENT =
      same((n, x, xAt, c, cAt) -> SimdElementwise.reluGradient(n, c, cAt, x, xAt, c, cAt));
  private static final Pass TANH_GRADIENT =
      same((n, x, xAt, c, cAt) -> SimdElementwise.tanhGradient(n, c, cAt, x, xAt, c, cAt));
  private static final Pass SILU_GRADIENT =
      new Pass(
          (n, x, xAt, c, cAt) -> SimdFunctions.siluGradient(n, c, cAt, x, xAt, c, cAt),
          Epilogues::partSiluGradient);

  private Epilogues() {}

  private static Pass same(RowPass pass) {
    return new Pass(pass, pass);
  }

  /**
   * {@code x} is one row, or as many as {@code c} has.
   *
   * <p>The calls through an interface are meant: the compiler gives up in the midst of a method
   * that has all epilogues in line, and then boxes the vectors of the last ones.
   */
  static void apply(
      Epilogue epilogue, int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    Pass pass = of(epilogue);
    int next = epilogue.isBias() ? 0 : ldx;
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < m && whole > 0; i++) {
      pass.whole.run(whole, x, xAt + i * next, c, cAt + i * ldc);
    }
    for (int i = 0; i < m && n > whole; i++) {
      pass.part.run(n - whole, x, xAt + i * next + whole, c, cAt + i * ldc + whole);
    }
  }

  private static Pass of(Epilogue epilogue) {
    return switch (epilogue) {
      case NONE -> NOTHING;
      case BIAS -> ADD;
      case BIAS_RELU -> RELU;
      case BIAS_TANH -> TANH;
      case BIAS_SILU -> SILU;
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
    for (int j = 0; j < n; j += COUNT) {
      FloatVector y = FloatVector.fromArray(FLOATS, c, cAt + j);
      y = y.add(FloatVector.fromArray(FLOATS, x, xAt + j));
      // max(y, 0) of Math.max: NaN stays, -0 becomes 0
      y.blend(0f, y.compare(LE, 0f)).intoArray(c, cAt + j);
    }
  }

  private static void partBiasRelu(int n, float[] x, int xAt, float[] c, int cAt) {
    TAIL.add(n, c, cAt, x, xAt, c, cAt);
    TAIL.maximumScalar(n, c, cAt, 0f, c, cAt);
  }

  private static void biasTanh(int n, float[] x, int xAt, float[] c, int cAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector y = FloatVector.fromArray(FLOATS, c, cAt + j);
      y = y.add(FloatVector.fromArray(FLOATS, x, xAt + j));
      SimdFunctions.tanh(y).intoArray(c, cAt + j);
    }
  }

  private static void partBiasTanh(int n, float[] x, int xAt, float[] c, int cAt) {
    VectorMask<Float> part = FLOATS.indexInRange(0, n);
    FloatVector y = FloatVector.fromArray(FLOATS, c, cAt, part);
    y = y.add(FloatVector.fromArray(FLOATS, x, xAt, part));
    SimdFunctions.tanh(y).intoArray(c, cAt, part);
  }

  private static void biasSilu(int n, float[] x, int xAt, float[] c, int cAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector y = FloatVector.fromArray(FLOATS, c, cAt + j);
      y = y.add(FloatVector.fromArray(FLOATS, x, xAt + j));
      SimdFunctions.silu(y).intoArray(c, cAt + j);
    }
  }

  private static void partBiasSilu(int n, float[] x, int xAt, float[] c, int cAt) {
    VectorMask<Float> part = FLOATS.indexInRange(0, n);
    FloatVector y = FloatVector.fromArray(FLOATS, c, cAt, part);
    y = y.add(FloatVector.fromArray(FLOATS, x, xAt, part));
    SimdFunctions.silu(y).intoArray(c, cAt, part);
  }

  private static void partSiluGradient(int n, float[] x, int xAt, float[] c, int cAt) {
    VectorMask<Float> part = FLOATS.indexInRange(0, n);
    FloatVector t = FloatVector.fromArray(FLOATS, c, cAt, part);
    FloatVector y = FloatVector.fromArray(FLOATS, x, xAt, part);
    SimdFunctions.siluGradient(t, y).intoArray(c, cAt, part);
  }
}
