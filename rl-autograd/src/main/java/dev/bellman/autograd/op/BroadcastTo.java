package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/**
 * One row or one column repeated: the adjoint of {@link SumTo}.
 *
 * @param target the extent to reach
 */
public record BroadcastTo(Extent target) implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent from = inputs.get(0).extent();
    if (!from.broadcastsTo(target)) {
      throw new IllegalArgumentException("BroadcastTo: " + from + " does not repeat to " + target);
    }
    return target;
  }

  @Override
  public void run(Region[] in, Region out) {
    Region a = in[0];
    Kernels k = Kernels.active();
    if (a.size() == 1) {
      k.fill(out.size(), a.scalar(), out.array(), out.at());
      return;
    }
    for (int i = 0; i < out.rows(); i++) {
      int from = a.at(a.rows() == 1 ? 0 : i);
      if (a.columns() == out.columns()) {
        System.arraycopy(a.array(), from, out.array(), out.at(i), out.columns());
      } else {
        k.fill(out.columns(), a.array()[from], out.array(), out.at(i));
      }
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.columns(); j++) {
        out.set(i, j, in[0].repeated(i, j));
      }
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(gradient.sumTo(result.input(0).extent()));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).broadcastTo(target);
  }

  @Override
  public long flop(Region[] inputs, Region out) {
    return 0;
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
