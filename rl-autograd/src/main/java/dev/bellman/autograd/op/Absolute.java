package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = |x|, dy = sign(x)·dx with sign(0) = −1}. */
public record Absolute() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().absolute(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.abs(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return x.greater(0).select(t, t.unaryMinus());
  }
}
