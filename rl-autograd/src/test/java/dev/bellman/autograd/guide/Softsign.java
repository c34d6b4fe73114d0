package dev.bellman.autograd.guide;

import dev.bellman.autograd.op.CustomOp;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.List;

/** {@code y = x / (1 + |x|), dy = (1 − |y|)²·dx}. */
public record Softsign() implements CustomOp {

  /** The expression {@code x / (1 + |x|)}. */
  public static Var softsign(Var x) {
    return Var.of(new Softsign(), x);
  }

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent();
  }

  @Override
  public void run(Region[] inputs, Region out) {
    float[] from = inputs[0].array();
    float[] to = out.array();
    for (int i = 0; i < out.size(); i++) {
      float x = from[inputs[0].at() + i];
      to[out.at() + i] = x / (1 + Math.abs(x));
    }
  }

  @Override
  public void interpret(Matrix[] inputs, Matrix out) {
    for (int i = 0; i < out.values().length; i++) {
      double x = inputs[0].values()[i];
      out.values()[i] = x / (1 + Math.abs(x));
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(along(gradient, result));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var t = tangents.get(0);
    return t == null ? null : along(t, result);
  }

  private static Var along(Var t, Var y) {
    return t.times(y.abs().minusFrom(1).square());
  }
}
