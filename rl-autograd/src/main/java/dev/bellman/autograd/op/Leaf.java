package dev.bellman.autograd.op;

import java.util.List;

/** An expression without inputs: data, parameters, constants and noise. */
public sealed interface Leaf extends Op permits Input, Stored, Constant, BatchSize, Noise {

  /** The extent of the value. */
  Extent extent();

  @Override
  default Extent extent(List<Var> inputs) {
    return extent();
  }

  @Override
  default List<Var> vjp(Var result, Var gradient) {
    return List.of();
  }

  @Override
  default Var jvp(Var result, List<Var> tangents) {
    return null;
  }

  @Override
  default long flop(Region[] inputs, Region out) {
    return 0;
  }
}
