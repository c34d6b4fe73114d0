package dev.bellman.autograd.op;

import java.util.List;

/**
 * The same numbers in the same order under another extent: k rows for each row of the batch become
 * one row of k times the columns, or the other way round.
 *
 * @param target the new extent
 */
public record Regroup(Extent target) implements Op {

  @Override
  public Extent extent(List<Var> inputs) {
    Extent from = inputs.get(0).extent();
    if (from.batched() != target.batched()
        || from.rows() * from.columns() != target.rows() * target.columns()) {
      throw new IllegalArgumentException(
          "Regroup: " + from + " does not hold as many as " + target);
    }
    return target;
  }

  @Override
  public void run(Region[] in, Region out) {
    in[0].copyTo(out.array(), out.at());
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    System.arraycopy(in[0].values(), 0, out.values(), 0, out.values().length);
  }

  @Override
  public List<Var> vjp(Var result, Var gradient) {
    return List.of(gradient.regroup(result.input(0).extent()));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    return tangents.get(0) == null ? null : tangents.get(0).regroup(target);
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
