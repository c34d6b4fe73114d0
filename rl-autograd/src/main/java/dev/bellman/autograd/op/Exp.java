package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = eˣ, dy = y·dx}. */
public record Exp() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().exp(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.exp(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.times(y);
  }
}
