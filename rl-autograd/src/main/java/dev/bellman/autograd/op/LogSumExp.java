package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/** Row by row {@code y = ln Σ eˣ}, {@code dy = Σ softmax(x)·dx}. */
public record LogSumExp() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent().column();
  }

  @Override
  public void run(Region[] in, Region out) {
    Region a = in[0];
    Kernels.active()
        .logSumExp(a.rows(), a.columns(), a.array(), a.at(), a.columns(), out.array(), out.at());
  }

  static double ofRow(Matrix x, int i) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < x.columns(); j++) {
      max = Math.max(max, x.get(i, j));
    }
    double sum = 0;
    for (int j = 0; j < x.columns(); j++) {
      sum += Math.exp(x.get(i, j) - max);
    }
    return max + Math.log(sum);
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      out.set(i, 0, ofRow(in[0], i));
    }
  }

  @Override
  public List<Var> vjp(Var y, Var g) {
    return List.of(y.input(0).softmax().times(g));
  }

  @Override
  public Var jvp(Var y, List<Var> tangents) {
    Var t = tangents.get(0);
    return t == null ? null : y.input(0).softmax().times(t).sumColumns();
  }

  @Override
  public long flop(Region[] in, Region out) {
    return 20L * in[0].size();
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
