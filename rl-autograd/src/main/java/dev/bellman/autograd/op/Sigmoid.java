package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = 1 / (1 + e⁻ˣ), dy = y·(1 − y)·dx}. */
public record Sigmoid() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().sigmoid(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.times(y.times(y.minusFrom(1)));
  }
}
