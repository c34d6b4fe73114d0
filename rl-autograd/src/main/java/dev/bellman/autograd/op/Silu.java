package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/**
 * {@code y = x / (1 + e⁻ˣ)}, the sigmoid-weighted linear unit or swish, and 0 at −∞; its slope is
 * that of {@link SiluGradient}.
 *
 * <p>Elfwing, Uchibe and Doya, 2018, Sigmoid-weighted linear units for neural network function
 * approximation in reinforcement learning.
 */
public record Silu() implements Unary {

  @Override
  public void kernel(int n, float[] a, int aAt, float[] out, int outAt) {
    Kernels.active().silu(n, a, aAt, out, outAt);
  }

  @Override
  public double value(double x) {
    return Math.max(x, -1000) / (1 + Math.exp(-x)); // 0 from there on
  }

  @Override
  public Var along(Var t, Var x, Var y) {
    return Activation.SILU.gradient(t, x, y);
  }
}
