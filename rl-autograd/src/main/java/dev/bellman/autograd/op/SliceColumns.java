package dev.bellman.autograd.op;

import java.util.List;

/**
 * Some neighbouring columns: the adjoint of {@link PadColumns}.
 *
 * @param from the first column
 * @param to the column after the last
 */
public record SliceColumns(int from, int to) implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent x = inputs.get(0).extent();
    if (from < 0 || from >= to || to > x.columns()) {
      throw new IllegalArgumentException(
          "SliceColumns: " + from + " … " + to + " is not a range of columns of " + x);
    }
    return new Extent(x.rows(), x.batched(), to - from);
  }

  @Override
  public void run(Region[] in, Region out) {
    for (int i = 0; i < out.rows(); i++) {
      System.arraycopy(in[0].array(), in[0].at(i) + from, out.array(), out.at(i), to - from);
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.columns(); j++) {
        out.set(i, j, in[0].get(i, from + j));
      }
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(gradient.pad(from, result.input(0).extent().columns()));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).slice(from, to);
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
