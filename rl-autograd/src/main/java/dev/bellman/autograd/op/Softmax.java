package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/** Row by row {@code y = eˣ / Σ eˣ}, {@code dy = y·(dx − Σ y·dx)}. */
public record Softmax() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent();
  }

  @Override
  public void run(Region[] in, Region out) {
    Region a = in[0];
    int n = a.columns();
    Kernels.active().softmax(a.rows(), n, a.array(), a.at(), n, out.array(), out.at(), n);
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      double logSum = LogSumExp.ofRow(in[0], i);
      for (int j = 0; j < out.columns(); j++) {
        out.set(i, j, Math.exp(in[0].get(i, j) - logSum));
      }
    }
  }

  @Override
  public List<Var> vjp(Var y, Var g) {
    return List.of(y.times(g.minus(g.times(y).sumColumns())));
  }

  @Override
  public Var jvp(Var y, List<Var> tangents) {
    Var t = tangents.get(0); // the Jacobian diag(y) − y·yᵀ is symmetric
    return t == null ? null : y.times(t.minus(t.times(y).sumColumns()));
  }

  @Override
  public long flop(Region[] inputs, Region out) {
    return 20L * out.size();
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
