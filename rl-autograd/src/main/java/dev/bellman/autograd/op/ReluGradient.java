package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/** {@code x̄ = t where y > 0, else 0}: the gradient of {@code y = max(x, 0)}. */
public record ReluGradient() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent().requireEqual(name(), inputs.get(1).extent());
  }

  @Override
  public void run(Region[] in, Region out) {
    Kernels.active()
        .reluGradient(
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
      out.values()[i] = in[1].values()[i] > 0 ? in[0].values()[i] : 0;
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return Arrays.asList(Var.of(this, gradient, result.input(1)), null);
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : Var.of(this, tangents.get(0), result.input(1));
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
