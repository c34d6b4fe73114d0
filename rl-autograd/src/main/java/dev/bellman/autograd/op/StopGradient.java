package dev.bellman.autograd.op;

import java.util.Collections;
import java.util.List;

/** The same value, through which no derivative passes. */
public record StopGradient() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent();
  }

  @Override
  public void run(Region[] in, Region out) {
    in[0].copyTo(out.array(), out.at());
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    System.arraycopy(in[0].values(), 0, out.values(), 0, out.values().length);
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return Collections.singletonList(null);
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return null;
  }

  @Override
  public long flop(Region[] inputs, Region out) {
    return 0;
  }
}
