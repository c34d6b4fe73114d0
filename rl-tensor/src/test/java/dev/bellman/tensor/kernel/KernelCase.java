package dev.bellman.tensor.kernel;

import static dev.bellman.tensor.kernel.Operands.ROWS;

import java.util.List;

/** One call of each kernel: what the comparisons of two implementations go through. */
public enum KernelCase {
  GEMM(
      false,
      (k, o) ->
          k.gemm(
              false, true, ROWS, ROWS, o.n, o.a, o.aAt, o.ld, o.b, o.bAt, o.ld, true, o.out,
              o.outAt, ROWS)),
  PACK(
      false,
      (k, o) -> {
        k.pack(false, ROWS, o.n, o.b, o.bAt, o.ld, o.packed, 0);
        k.gemmPacked(
            ROWS,
            o.n,
            ROWS,
            o.a,
            o.aAt,
            ROWS,
            o.packed,
            0,
            Epilogue.BIAS_SILU,
            o.c,
            o.cAt,
            0,
            o.out,
            o.outAt,
            o.n);
      }),
  GEMM_PACKED(
      false,
      (k, o) -> {
        k.pack(true, o.n, ROWS, o.b, o.bAt, o.ld, o.packed, 0);
        k.gemmPacked(
            ROWS,
            ROWS,
            o.n,
            o.a,
            o.aAt,
            o.ld,
            o.packed,
            0,
            Epilogue.BIAS_TANH,
            o.c,
            o.cAt,
            0,
            o.out,
            o.outAt,
            ROWS);
      }),
  ADD(true, (k, o) -> k.add(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  SUBTRACT(true, (k, o) -> k.subtract(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  MULTIPLY(true, (k, o) -> k.multiply(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  DIVIDE(true, (k, o) -> k.divide(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  MINIMUM(true, (k, o) -> k.minimum(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  MAXIMUM(true, (k, o) -> k.maximum(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  GREATER(true, (k, o) -> k.greater(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  MULTIPLY_ADD(
      true, (k, o) -> k.multiplyAdd(o.n, o.a, o.aAt, o.b, o.bAt, o.c, o.cAt, o.out, o.outAt)),
  SELECT(
      true,
      (k, o) -> {
        for (int i = 0; i < o.n; i += 3) {
          o.c[o.cAt + i] = 0f;
        }
        k.select(o.n, o.c, o.cAt, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt);
      }),
  RELU_GRADIENT(true, (k, o) -> k.reluGradient(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  TANH_GRADIENT(true, (k, o) -> k.tanhGradient(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  SILU_GRADIENT(true, (k, o) -> k.siluGradient(o.n, o.a, o.aAt, o.b, o.bAt, o.out, o.outAt)),
  ADD_SCALAR(true, (k, o) -> k.addScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  SUBTRACT_FROM_SCALAR(true, (k, o) -> k.subtractFromScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  MULTIPLY_SCALAR(true, (k, o) -> k.multiplyScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  DIVIDE_INTO_SCALAR(true, (k, o) -> k.divideIntoScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  MINIMUM_SCALAR(true, (k, o) -> k.minimumScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  MAXIMUM_SCALAR(true, (k, o) -> k.maximumScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  GREATER_SCALAR(true, (k, o) -> k.greaterScalar(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  ADD_SCALED(true, (k, o) -> k.addScaled(o.n, o.a, o.aAt, o.s, o.out, o.outAt)),
  FILL(true, (k, o) -> k.fill(o.n, o.s, o.out, o.outAt)),
  NEGATE(true, (k, o) -> k.negate(o.n, o.a, o.aAt, o.out, o.outAt)),
  ABSOLUTE(true, (k, o) -> k.absolute(o.n, o.a, o.aAt, o.out, o.outAt)),
  SQUARE_ROOT(true, (k, o) -> k.squareRoot(o.n, o.a, o.aAt, o.out, o.outAt)),
  EXP(true, (k, o) -> k.exp(o.n, o.a, o.aAt, o.out, o.outAt)),
  LOG(true, (k, o) -> k.log(o.n, o.a, o.aAt, o.out, o.outAt)),
  TANH(true, (k, o) -> k.tanh(o.n, o.a, o.aAt, o.out, o.outAt)),
  SIGMOID(true, (k, o) -> k.sigmoid(o.n, o.a, o.aAt, o.out, o.outAt)),
  SILU(true, (k, o) -> k.silu(o.n, o.a, o.aAt, o.out, o.outAt)),
  SOFTPLUS(true, (k, o) -> k.softplus(o.n, o.a, o.aAt, o.out, o.outAt)),
  SINE(true, (k, o) -> k.sine(o.n, o.a, o.aAt, o.out, o.outAt)),
  COSINE(true, (k, o) -> k.cosine(o.n, o.a, o.aAt, o.out, o.outAt)),
  SUM(false, (k, o) -> o.out[o.outAt] = k.sum(o.n, o.a, o.aAt)),
  SUM_OF_FEW_SQUARES(false, (k, o) -> o.out[o.outAt] = k.sumOfFewSquares(o.n, o.a, o.aAt)),
  SUM_COLUMNS(false, (k, o) -> k.sumColumns(ROWS, o.n, o.a, o.aAt, o.ld, o.out, o.outAt)),
  SUM_ROWS(false, (k, o) -> k.sumRows(ROWS, o.n, o.a, o.aAt, o.ld, o.out, o.outAt)),
  ARG_MAX(false, (k, o) -> k.argMax(o.n == 0 ? 0 : ROWS, o.n, o.a, o.aAt, o.ld, o.out, o.outAt)),
  SOFTMAX(
      true, (k, o) -> k.softmax(o.n == 0 ? 0 : ROWS, o.n, o.a, o.aAt, o.ld, o.out, o.outAt, o.ld)),
  LOG_SOFTMAX(
      true,
      (k, o) -> k.logSoftmax(o.n == 0 ? 0 : ROWS, o.n, o.a, o.aAt, o.ld, o.out, o.outAt, o.ld)),
  LOG_SUM_EXP(
      false, (k, o) -> k.logSumExp(o.n == 0 ? 0 : ROWS, o.n, o.a, o.aAt, o.ld, o.out, o.outAt)),
  ADAM(
      false,
      (k, o) ->
          k.adam(
              o.n, 0.7f, 0.9f, 0.999f, 1e-8f, 3e-3f, 0.03f, 1e-4f, o.a, o.aAt, o.b, o.c, 0, o.out,
              o.outAt)),
  MOMENTUM(false, (k, o) -> k.momentum(o.n, 0.7f, 0.9f, 3e-3f, o.a, o.aAt, o.b, 0, o.out, o.outAt)),
  RMS_PROP(
      false,
      (k, o) -> k.rmsProp(o.n, 0.7f, 0.99f, 1e-8f, 3e-3f, o.a, o.aAt, o.b, 0, o.out, o.outAt)),
  BLEND(true, (k, o) -> k.blend(o.n, 0.005f, o.a, o.aAt, o.out, o.outAt)),
  UNIFORM(true, (k, o) -> k.uniform(o.n, 0x123456789abcdefL, -77L, o.out, o.outAt)),
  NORMAL(true, (k, o) -> k.normal(o.n, 0x123456789abcdefL, -77L, o.out, o.outAt));

  /** Lengths around the numbers of lanes and their multiples. */
  public static final List<Integer> LENGTHS =
      List.of(0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 129, 257, 1000);

  private interface Call {
    void on(Kernels kernels, Operands operands);
  }

  private final boolean mayBeInPlace;
  private final Call call;

  KernelCase(boolean mayBeInPlace, Call call) {
    this.mayBeInPlace = mayBeInPlace;
    this.call = call;
  }

  /** Whether {@code out} may be {@code a}. */
  public boolean mayBeInPlace() {
    return mayBeInPlace;
  }

  /** Calls the kernel of some implementation. */
  public void call(Kernels kernels, Operands operands) {
    call.on(kernels, operands);
  }
}
