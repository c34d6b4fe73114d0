package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** {@code y = a + b}. */
public record Add() implements Binary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().add(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void kernelWithScalar(int n, float[] a, int aAt, float b, float[] out, int outAt) {
    Kernels.active().addScalar(n, a, aAt, b, out, outAt);
  }

  @Override
  public void kernelOfScalar(int n, float a, float[] b, int bAt, float[] out, int outAt) {
    Kernels.active().addScalar(n, b, bAt, a, out, outAt);
  }

  @Override
  public double value(double a, double b) {
    return a + b;
  }

  @Override
  public Var alongA(Var t, Var a, Var b, Var y) {
    return t;
  }

  @Override
  public Var alongB(Var t, Var a, Var b, Var y) {
    return t;
  }
}
