package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/** {@code y = a where mask ≠ 0, else b}; all three of one extent. The mask has no derivative. */
public record Select() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent e = inputs.get(0).extent();
    if (!e.equals(inputs.get(1).extent()) || !e.equals(inputs.get(2).extent())) {
      throw new IllegalArgumentException(
          "Select: mask, a and b must have one extent, but have "
              + inputs.stream().map(Var::extent).toList());
    }
    return e;
  }

  @Override
  public void run(Region[] in, Region out) {
    Kernels.active()
        .select(
            out.size(),
            in[0].array(),
            in[0].at(),
            in[1].array(),
            in[1].at(),
            in[2].array(),
            in[2].at(),
            out.array(),
            out.at());
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = in[0].values()[i] != 0 ? in[1].values()[i] : in[2].values()[i];
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    Var mask = result.input(0);
    Var zero = Var.constant(0).broadcastTo(result.extent());
    return Arrays.asList(null, mask.select(gradient, zero), mask.select(zero, gradient));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    if (tangents.get(1) == null && tangents.get(2) == null) {
      return null;
    }
    Var zero = Var.constant(0).broadcastTo(result.extent());
    return result
        .input(0)
        .select(
            tangents.get(1) == null ? zero : tangents.get(1),
            tangents.get(2) == null ? zero : tangents.get(2));
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
