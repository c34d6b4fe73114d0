package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/**
 * The sum over rows, columns or both, so that {@code target} remains: the adjoint of {@link
 * BroadcastTo}.
 *
 * @param target one row, one column or both of the input's
 */
public record SumTo(Extent target) implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent from = inputs.get(0).extent();
    if (!target.broadcastsTo(from)) {
      throw new IllegalArgumentException("SumTo: " + from + " cannot be summed to " + target);
    }
    return target;
  }

  @Override
  public void run(Region[] in, Region out) {
    Region a = in[0];
    Kernels k = Kernels.active();
    int n = a.columns();
    if (out.size() == a.size()) { // a batch of one row
      a.copyTo(out.array(), out.at());
    } else if (out.size() == 1) {
      out.set(k.sum(a.size(), a.array(), a.at()));
    } else if (out.columns() == 1) {
      k.sumColumns(a.rows(), n, a.array(), a.at(), n, out.array(), out.at());
    } else {
      k.sumRows(a.rows(), n, a.array(), a.at(), n, out.array(), out.at());
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < in[0].rows(); i++) {
      for (int j = 0; j < in[0].columns(); j++) {
        int row = out.rows() == 1 ? 0 : i;
        int column = out.columns() == 1 ? 0 : j;
        out.set(row, column, out.get(row, column) + in[0].get(i, j));
      }
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(gradient.broadcastTo(result.input(0).extent()));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).sumTo(target);
  }

  @Override
  public long flop(Region[] in, Region out) {
    return in[0].size();
  }

  @Override
  public boolean rowwise() {
    return target.batched();
  }

  @Override
  public boolean sumsRows() {
    return !target.batched();
  }
}
