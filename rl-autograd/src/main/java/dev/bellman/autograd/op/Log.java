package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = ln x, dy = dx / x}. */
public record Log() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().log(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.log(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.div(x);
  }
}
