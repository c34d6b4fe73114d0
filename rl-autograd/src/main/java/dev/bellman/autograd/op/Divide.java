package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = a / b, dy = da / b − y·db / b}. */
public record Divide() implements Binary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().divide(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void kernelWithScalar(int n, float[] a, int aAt, float b, float[] out, int outAt) {
    Kernels.active().divideByScalar(n, a, aAt, b, out, outAt);
  }

  @Override
  public void kernelOfScalar(int n, float a, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().divideIntoScalar(n, b, bAt, a, out, outAt);
  }

  @Override
  public double value(double a, double b) {
    return a / b;
  }

  @Override
  public Var alongA(Var t, Var a, Var b, Var y) {
    return t.div(b);
  }

  @Override
  public Var alongB(Var t, Var a, Var b, Var y) {
    return t.times(y).div(b).unaryMinus();
  }
}
