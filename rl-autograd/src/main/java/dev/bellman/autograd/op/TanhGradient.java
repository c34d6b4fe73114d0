package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/** {@code x̄ = t·(1 − y²)}: the gradient of {@code y = tanh x}. */
public record TanhGradient() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent().requireEqual(name(), inputs.get(1).extent());
  }

  @Override
  public void run(Region[] in, Region out) {
    Kernels.active()
        .tanhGradient(
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
      double y = in[1].values()[i];
      out.values()[i] = in[0].values()[i] * (1 - y * y);
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    Var t = result.input(0);
    Var y = result.input(1);
    return List.of(Var.of(this, gradient, y), gradient.times(alongOutput(t, y)));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var t = result.input(0);
    Var y = result.input(1);
    Var dt = tangents.get(0);
    Var dy = tangents.get(1);
    Var first = dt == null ? null : Var.of(this, dt, y);
    Var second = dy == null ? null : dy.times(alongOutput(t, y));
    return first == null ? second : second == null ? first : first.plus(second);
  }

  private static Var alongOutput(Var t, Var y) {
    return t.times(y).times(-2);
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
