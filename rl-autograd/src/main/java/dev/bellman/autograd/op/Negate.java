package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = −x}. */
public record Negate() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().negate(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return -x;
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.unaryMinus();
  }
}
