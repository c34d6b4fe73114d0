package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = max(x, 0), dy = [x > 0]·dx}. */
public record Relu() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().maximumScalar(n, a, aAt, 0f, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return Activation.RELU.gradient(t, x, y);
  }
}
