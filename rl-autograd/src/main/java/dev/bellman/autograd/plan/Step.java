package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Computation;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.PackedWeights;
import dev.bellman.autograd.op.Region;
import java.util.List;

/** One computation of a plan with the values that it reads and the one that it computes. */
final class Step {
  /** Elements of a sum that can be added block by block at little cost. */
  private static final int SMALL_SUM = 16_384;

  private final Computation computation;
  private final List<Value> inputs;
  private final Value out;
  private final Region[] regions;

  /** The weights that it reads, as the caller of the workers has them, or null. */
  private final PackedWeights.Copy weights;

  Step(Computation computation, List<Value> inputs, Value out) {
    this.computation = computation;
    this.inputs = inputs;
    this.out = out;
    this.regions = inputs.stream().map(v -> v.region).toArray(Region[]::new);
    this.weights =
        inputs.stream()
            .filter(v -> v.weights != null)
            .map(v -> v.weights.of(0))
            .findFirst()
            .orElse(null);
  }

  Computation computation() {
    return computation;
  }

  List<Value> inputs() {
    return inputs;
  }

  Value out() {
    return out;
  }

  /** Where the inputs lie. */
  Region[] regions() {
    return regions;
  }

  boolean isEffect() {
    return computation instanceof Effect;
  }

  /** Whether some rows of the batch can be computed without the others. */
  boolean isRowwise() {
    return out.extent().batched() && computation.rowwise();
  }

  /** Whether it is a sum over the batch that is small beside what is summed. */
  boolean isRowSum() {
    return computation.sumsRows()
        && inputs.stream().allMatch(v -> v.extent().batched())
        && out.extent().size(1) <= SMALL_SUM;
  }

  /** Brings the caller's copy of weights that it reads up to date. */
  void refresh() {
    if (weights != null) {
      weights.refresh();
    }
  }

  /** Does it. */
  void run() {
    refresh();
    computation.run(regions, out.region);
  }

  long flop() {
    return computation.flop(regions, out.region);
  }

  long bytes() {
    long elements = out.region.size();
    for (Region r : regions) {
      elements += r.size();
    }
    return 4 * elements;
  }
}
