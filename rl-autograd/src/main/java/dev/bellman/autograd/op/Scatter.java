package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * One element of each row set, the others 0, {@code y[i, j] = x[i]·[j = index[i]]}: the adjoint of
 * {@link Gather}; of ones it is the one-hot code.
 *
 * @param columns the columns of the result
 */
public record Scatter(int columns) implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent x = inputs.get(0).extent();
    if (!x.equals(inputs.get(1).extent()) || x.columns() != 1) {
      throw new IllegalArgumentException(
          "Scatter: " + x + " and the indices " + inputs.get(1).extent() + " must be one column");
    }
    return new Extent(x.rows(), x.batched(), columns);
  }

  @Override
  public void run(Region[] in, Region out) {
    Kernels.active().fill(out.size(), 0f, out.array(), out.at());
    for (int i = 0; i < out.rows(); i++) {
      int j = Gather.column(in[1].array()[in[1].at() + i], columns);
      out.set(i, j, in[0].array()[in[0].at() + i]);
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      out.set(i, Gather.column(in[1].get(i, 0), columns), in[0].get(i, 0));
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return Arrays.asList(gradient.gather(result.input(1)), null);
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).scatter(result.input(1), columns);
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
