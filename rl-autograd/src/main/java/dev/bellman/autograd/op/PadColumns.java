package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/**
 * Columns of zeros around a matrix: the adjoint of {@link SliceColumns}.
 *
 * @param from the column where the matrix starts
 * @param columns the columns of the result
 */
public record PadColumns(int from, int columns) implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent x = inputs.get(0).extent();
    if (from < 0 || from + x.columns() > columns) {
      throw new IllegalArgumentException(
          "PadColumns: " + x + " does not fit from " + from + " on into " + columns + " columns");
    }
    return new Extent(x.rows(), x.batched(), columns);
  }

  @Override
  public void run(Region[] in, Region out) {
    Kernels.active().fill(out.size(), 0f, out.array(), out.at());
    for (int i = 0; i < out.rows(); i++) {
      System.arraycopy(in[0].array(), in[0].at(i), out.array(), out.at(i) + from, in[0].columns());
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < in[0].columns(); j++) {
        out.set(i, from + j, in[0].get(i, j));
      }
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(gradient.slice(from, from + result.input(0).extent().columns()));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).pad(from, columns);
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
