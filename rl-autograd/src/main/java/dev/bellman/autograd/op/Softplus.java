package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = ln(1 + eˣ), dy = sigmoid(x)·dx}. */
public record Softplus() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().softplus(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.times(x.sigmoid());
  }
}
