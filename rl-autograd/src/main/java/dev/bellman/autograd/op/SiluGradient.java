package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/**
 * {@code x̄ = t·f′(x)}: the gradient of {@code f(x) = x·σ(x)}, of its input.
 *
 * <pre>{@code
 * f′ = σ·(1 + x·(1 − σ)),   f″ = σ·(1 − σ)·(2 + x·(1 − 2σ)),   σ = 1 / (1 + e⁻ˣ)
 * }</pre>
 */
public record SiluGradient() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent().requireEqual(name(), inputs.get(1).extent());
  }

  @Override
  public void run(Region[] in, Region out) {
    Kernels.active()
        .siluGradient(
            out.size(),
            in[0].array(),
            in[0].at(),
            in[1].array(),
            in[1].at(),
            out.array(),
            out.at());
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = in[0].values()[i] * slope(in[1].values()[i]);
    }
  }

  private static double slope(double x) {
    double bounded = Math.clamp(x, -1000, 1000); // 0 and 1 from there on
    double sigma = 1 / (1 + Math.exp(-bounded));
    return sigma * (1 + bounded * (1 - sigma));
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    Var t = result.input(0);
    Var x = result.input(1);
    return List.of(Var.of(this, gradient, x), gradient.times(alongInput(t, x)));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var t = result.input(0);
    Var x = result.input(1);
    Var dt = tangents.get(0);
    Var dx = tangents.get(1);
    Var first = dt == null ? null : Var.of(this, dt, x);
    Var second = dx == null ? null : dx.times(alongInput(t, x));
    return first == null ? second : second == null ? first : first.plus(second);
  }

  /** {@code t·f″(x)}. */
  private static Var alongInput(Var t, Var x) {
    Var sigma = x.sigmoid();
    Var bend = x.times(sigma.times(-2).plus(1)).plus(2);
    return t.times(sigma.times(sigma.minusFrom(1))).times(bend);
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
