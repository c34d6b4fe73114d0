package dev.bellman.autograd.op;

import java.util.List;

/** A function of each element: {@code y = f(x)}. */
public sealed interface Unary extends Op
    permits Negate,
        Exp,
        Log,
        Tanh,
        Sigmoid,
        Softplus,
        Relu,
        Silu,
        SquareRoot,
        Absolute,
        Sine,
        Cosine {

  /** f over a range of floats. */
  void kernel(int n, float[] a, int aAt, float[] out, int outAt);

  /** f of a double. */
  double value(double x);

  /** {@code t·f′(x)}: both products, because the Jacobian is diagonal. */
  Var along(Var t, Var x, Var y);

  @Override
  default Extent extent(List<Var> inputs) {
    return inputs.get(0).extent();
  }

  @Override
  default void run(Region[] inputs, Region out) {
    Region a = inputs[0];
    kernel(a.size(), a.array(), a.at(), out.array(), out.at());
  }

  @Override
  default void interpret(Matrix[] inputs, Matrix out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = value(inputs[0].values()[i]);
    }
  }

  @Override
  default List<Var> vjp(Var result, Var gradient) {
    return List.of(along(gradient, result.input(0), result));
  }

  @Override
  default Var jvp(Var result, List<Var> tangents) {
    Var t = tangents.get(0);
    return t == null ? null : along(t, result.input(0), result);
  }

  @Override
  default boolean rowwise() {
    return true;
  }
}
