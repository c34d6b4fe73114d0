package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.PackedWeights;
import dev.bellman.autograd.op.Region;

/**
 * A step on some rows of the batch; what is not batched it reads whole. The result of a sum over
 * the batch is that over these rows, and whoever adds them says where it lies.
 */
final class RowsOfStep {
  private final Step step;
  private final Region[] inputs;
  private final Region out;

  /** The weights that it reads, as the worker has them, or null. */
  private PackedWeights.Copy weights;

  RowsOfStep(Step step) {
    this.step = step;
    this.inputs = step.inputs().stream().map(RowsOfStep::view).toArray(Region[]::new);
    Value result = step.out();
    this.out = step.isRowSum() ? new Region(result.extent().columns()) : view(result);
  }

  private static Region view(Value v) {
    boolean packed = v.weights != null;
    return packed || v.extent().batched() ? new Region(v.extent().columns(), packed) : v.region;
  }

  /**
   * Moves to the rows {@code from … to − 1} of the batch.
   *
   * @param worker who takes them
   * @param local where the values lie that nobody else sees
   */
  void move(int from, int to, int worker, float[] local) {
    for (int i = 0; i < inputs.length; i++) {
      Value input = step.inputs().get(i);
      move(inputs[i], input, from, to, local);
      if (input.weights != null) {
        weights = input.weights.of(worker);
        weights.place(inputs[i]);
      }
    }
    move(out, step.out(), from, to, local);
  }

  private static void move(Region view, Value v, int from, int to, float[] local) {
    if (v.extent().batched()) {
      int each = v.extent().rows(); // rows of the value for a row of the batch
      if (v.local) {
        view.place(local, v.offset);
      } else {
        view.place(v.region.array(), v.region.at(each * from));
      }
      view.resize(each * (to - from));
    }
  }

  /** Where its result lies. */
  Region out() {
    return out;
  }

  /** Does it. */
  void run() {
    if (weights != null) {
      weights.refresh();
    }
    step.computation().run(inputs, out);
  }
}
