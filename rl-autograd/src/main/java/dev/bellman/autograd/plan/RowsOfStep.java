package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Divisible;
import dev.bellman.autograd.op.Region;

/** A step on some rows of the batch; what is not batched it reads whole. */
final class RowsOfStep {
  private final Step step;
  private final int part;
  private final int parts;
  private final Region[] inputs;
  private final Region out;
  private boolean empty;

  RowsOfStep(Step step, int part, int parts) {
    this.step = step;
    this.part = part;
    this.parts = parts;
    this.inputs = step.inputs().stream().map(RowsOfStep::view).toArray(Region[]::new);
    this.out = view(step.out());
  }

  private static Region view(Value v) {
    return v.extent().batched() ? new Region(v.extent().columns()) : v.region;
  }

  /** Cuts for runs with this many rows. */
  void prepare(int rows) {
    int from = Divisible.cut(rows, part, parts);
    int to = Divisible.cut(rows, part + 1, parts);
    empty = from == to;
    for (int i = 0; i < inputs.length; i++) {
      move(inputs[i], step.inputs().get(i), from, to);
    }
    move(out, step.out(), from, to);
  }

  private static void move(Region view, Value v, int from, int to) {
    if (v.extent().batched()) {
      int each = v.extent().rows(); // rows of the value for a row of the batch
      view.place(v.region.array(), v.region.at(each * from));
      view.resize(each * (to - from));
    }
  }

  /** Does it. */
  void run() {
    if (!empty) {
      step.computation().run(inputs, out);
    }
  }
}
