package dev.bellman.autograd.op;

import java.util.ArrayList;
import java.util.List;

/** Matrices of equal rows side by side. */
public record ConcatColumns() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent first = inputs.get(0).extent();
    int columns = 0;
    for (Var v : inputs) {
      if (!v.extent().sameRows(first)) {
        throw new IllegalArgumentException(
            "ConcatColumns: rows differ in " + inputs.stream().map(Var::extent).toList());
      }
      columns += v.extent().columns();
    }
    return new Extent(first.rows(), first.batched(), columns);
  }

  @Override
  public void run(Region[] in, Region out) {
    int column = 0;
    for (Region r : in) {
      for (int i = 0; i < out.rows(); i++) {
        System.arraycopy(r.array(), r.at(i), out.array(), out.at(i) + column, r.columns());
      }
      column += r.columns();
    }
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    int column = 0;
    for (Matrix m : in) {
      for (int i = 0; i < out.rows(); i++) {
        for (int j = 0; j < m.columns(); j++) {
          out.set(i, column + j, m.get(i, j));
        }
      }
      column += m.columns();
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    List<Var> gradients = new ArrayList<>();
    int column = 0;
    for (Var v : result.inputs()) {
      gradients.add(gradient.slice(column, column + v.extent().columns()));
      column += v.extent().columns();
    }
    return gradients;
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var sum = null;
    int column = 0;
    for (int i = 0; i < tangents.size(); i++) {
      if (tangents.get(i) != null) {
        Var padded = tangents.get(i).pad(column, result.extent().columns());
        sum = sum == null ? padded : sum.plus(padded);
      }
      column += result.input(i).extent().columns();
    }
    return sum;
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
