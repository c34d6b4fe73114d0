package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = cos x, dy = −sin(x)·dx}. */
public record Cosine() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().cosine(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.cos(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.times(x.sin()).unaryMinus();
  }
}
