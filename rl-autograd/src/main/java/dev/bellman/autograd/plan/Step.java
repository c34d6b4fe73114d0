package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Op;
import dev.bellman.autograd.op.Region;
import java.util.List;

/** One operation of a plan with the values that it reads and the one that it computes. */
final class Step implements Piece {
  private final Op op;
  private final List<Value> inputs;
  private final Value out;
  private final Region[] regions;

  Step(Op op, List<Value> inputs, Value out) {
    this.op = op;
    this.inputs = inputs;
    this.out = out;
    this.regions = inputs.stream().map(v -> v.region).toArray(Region[]::new);
  }

  Op op() {
    return op;
  }

  List<Value> inputs() {
    return inputs;
  }

  Value out() {
    return out;
  }

  boolean isEffect() {
    return op instanceof Effect;
  }

  /** Whether some rows of the batch can be computed without the others. */
  boolean isRowwise() {
    return out.extent().batched() && op.rowwise();
  }

  @Override
  public void run() {
    op.run(regions, out.region);
  }

  long flop() {
    return op.flop(regions, out.region);
  }

  long bytes() {
    long elements = out.region.size();
    for (Region r : regions) {
      elements += r.size();
    }
    return 4 * elements;
  }
}
