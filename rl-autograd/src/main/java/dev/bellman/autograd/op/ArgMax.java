package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.Collections;
import java.util.List;

/** The column of the first largest element of each row, NaN being largest; it has no derivative. */
public record ArgMax() implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    return inputs.get(0).extent().column();
  }

  @Override
  public void run(Region[] in, Region out) {
    Region a = in[0];
    Kernels.active()
        .argMax(a.rows(), a.columns(), a.array(), a.at(), a.columns(), out.array(), out.at());
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      int best = 0;
      for (int j = 1; j < in[0].columns(); j++) {
        if (Double.compare(in[0].get(i, j) + 0.0, in[0].get(i, best) + 0.0) > 0) { // NaN is largest
          best = j;
        }
      }
      out.set(i, 0, best);
    }
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return Collections.singletonList(null);
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return null;
  }

  @Override
  public long flop(Region[] in, Region out) {
    return in[0].size();
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
