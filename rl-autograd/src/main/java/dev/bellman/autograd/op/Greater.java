package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = 1 where a > b, else 0; its derivative is zero}. */
public record Greater() implements Binary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().greater(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void kernelWithScalar(int n, float[] a, int aAt, float b, float[] out, int outAt) {
    Kernels.active().greaterScalar(n, a, aAt, b, out, outAt);
  }

  @Override
  public void kernelOfScalar(int n, float a, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a > b[bAt + i] ? 1f : 0f;
    }
  }

  @Override
  public double value(double a, double b) {
    return a > b ? 1 : 0;
  }

  @Override
  public Var alongA(Var t, Var a, Var b, Var y) {
    return null;
  }

  @Override
  public Var alongB(Var t, Var a, Var b, Var y) {
    return null;
  }
}
