package dev.bellman.autograd.op;

import java.util.Arrays;
import java.util.List;

/** One element of each row, {@code y[i] = x[i, index[i]]}: the adjoint of {@link Scatter}. */
public record Gather() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent x = inputs.get(0).extent();
    Extent index = inputs.get(1).extent();
    if (!x.sameRows(index) || index.columns() != 1) {
      throw new IllegalArgumentException("Gather: " + x + " does not fit the indices " + index);
    }
    return index;
  }

  @Override
  public void run(Region[] in, Region out) {
    Region x = in[0];
    for (int i = 0; i < out.rows(); i++) {
      int j = column(in[1].array()[in[1].at() + i], x.columns());
      out.array()[out.at() + i] = x.get(i, j);
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      out.set(i, 0, in[0].get(i, column(in[1].get(i, 0), in[0].columns())));
    }
  }

  static int column(double index, int columns) {
    int j = (int) index;
    if (j != index || j < 0 || j >= columns) {
      throw new IllegalArgumentException(
          "Gather: index " + index + " is not a whole number in 0 … " + (columns - 1));
    }
    return j;
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    int columns = result.input(0).extent().columns();
    return Arrays.asList(gradient.scatter(result.input(1), columns), null);
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).gather(result.input(1));
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
