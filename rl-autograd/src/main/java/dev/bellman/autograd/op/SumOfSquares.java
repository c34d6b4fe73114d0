package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/** {@code y = Σ a²} over all elements, {@code [1, 1]}, {@code dy = Σ 2·a·da}. */
public record SumOfSquares() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return Extent.SCALAR;
  }

  @Override
  public void run(Region[] in, Region out) {
    out.set((float) Kernels.active().sumOfSquares(in[0].size(), in[0].array(), in[0].at()));
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    double sum = 0;
    for (int i = 0; i < in[0].rows(); i++) {
      for (int j = 0; j < in[0].columns(); j++) {
        sum += in[0].get(i, j) * in[0].get(i, j);
      }
    }
    out.set(0, 0, sum);
  }

  @Override
  public List<Var> vjp(Var y, Var g) {
    return List.of(y.input(0).times(g.times(2)));
  }

  @Override
  public Var jvp(Var y, List<Var> tangents) {
    Var t = tangents.get(0);
    return t == null ? null : y.input(0).times(t).sum().times(2);
  }

  @Override
  public long flop(Region[] in, Region out) {
    return 2L * in[0].size();
  }

  @Override
  public boolean rowwise() {
    return false;
  }

  @Override
  public boolean sumsRows() {
    return true;
  }
}
