package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = max(a, b); where they are equal the derivative is a's}. */
public record Maximum() implements Binary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().maximum(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void kernelWithScalar(int n, float[] a, int aAt, float b, float[] out, int outAt) {
    Kernels.active().maximumScalar(n, a, aAt, b, out, outAt);
  }

  @Override
  public void kernelOfScalar(int n, float a, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().maximumScalar(n, b, bAt, a, out, outAt);
  }

  @Override
  public double value(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  public Var alongA(Var t, Var a, Var b, Var y) {
    return b.greater(a).minusFrom(1).times(t);
  }

  @Override
  public Var alongB(Var t, Var a, Var b, Var y) {
    return b.greater(a).times(t);
  }
}
