package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = tanh x, dy = (1 − y²)·dx}. */
public record Tanh() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().tanh(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.tanh(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return Activation.TANH.gradient(t, x, y);
  }
}
