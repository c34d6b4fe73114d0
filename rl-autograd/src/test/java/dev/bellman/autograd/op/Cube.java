package dev.bellman.autograd.op;

import java.util.List;

/** An operation as somebody outside would add it: {@code y = x³, dy = 3x²·dx}. */
public record Cube() implements CustomOp {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent();
  }

  @Override
  public void run(Region[] in, Region out) {
    for (int i = 0; i < out.size(); i++) {
      float x = in[0].array()[in[0].at() + i];
      out.array()[out.at() + i] = x * x * x;
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = Math.pow(in[0].values()[i], 3);
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(gradient.times(result.input(0).square()).times(3));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var t = tangents.get(0);
    return t == null ? null : t.times(result.input(0).square()).times(3);
  }
}
