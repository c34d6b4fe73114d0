package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = √x, dy = dx / (2·y)}. */
public record SquareRoot() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().squareRoot(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.sqrt(x);
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return t.times(0.5f).div(y);
  }
}
