package dev.bellman.autograd.op;

import java.util.List;

/**
 * What an operation says of itself: its shape, its value in floats and in doubles, its derivatives.
 *
 * <p>Two operations that are {@link Object#equals equal} give equal values for equal inputs, so
 * that a program computes them once; an operation with a state of its own is equal only to itself.
 * The derivatives are expressions, so that they can be differentiated again.
 *
 * <p>The family is sealed, but for {@link CustomOp}, by which others add to it.
 */
public sealed interface Op extends Computation
    permits Leaf,
        Unary,
        Binary,
        Select,
        MatMul,
        EnsembleProduct,
        Affine,
        ReluGradient,
        TanhGradient,
        SiluGradient,
        SumTo,
        SumOfSquares,
        BroadcastTo,
        Regroup,
        Gather,
        Scatter,
        ConcatColumns,
        SliceColumns,
        PadColumns,
        ArgMax,
        Softmax,
        LogSoftmax,
        LogSumExp,
        StopGradient,
        Effect,
        CustomOp {

  /**
   * The extent of the result.
   *
   * @throws IllegalArgumentException with the name and the extents if the inputs do not fit
   */
  Extent extent(List<Var> inputs);

  /** Computes the value in doubles. */
  void interpret(Matrix[] inputs, Matrix out);

  /**
   * The vector–Jacobian product, one expression an input.
   *
   * @param result the expression whose operation this is
   * @param gradient of the extent of {@code result}
   * @return for each input its gradient, of the input's extent, or null if it has none
   */
  List<Var> vjp(Var result, Var gradient);

  /**
   * The Jacobian–vector product.
   *
   * @param tangents one for each input, of its extent; null stands for zero
   * @return the tangent of {@code result}, of its extent, or null if it is zero
   */
  Var jvp(Var result, List<Var> tangents);
}
