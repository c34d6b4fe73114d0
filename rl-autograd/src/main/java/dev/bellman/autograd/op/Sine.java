package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = sin x, dy = cos(x)·dx}. */
public record Sine() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().sine(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.sin(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.times(x.cos());
  }
}
