package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.MatMul;
import dev.bellman.autograd.op.Op;
import dev.bellman.autograd.op.Region;
import dev.bellman.tensor.parallel.Workers;

/**
 * One operation of a plan with its places.
 *
 * @param op what is done
 * @param inputs what it reads
 * @param out what it writes
 */
record Step(Op op, Region[] inputs, Region out) implements Workers.Task {
  /** Work worth a hand-over to another thread: some 100 µs. */
  private static final long SHARED_FLOP = 8_000_000;

  void run(Workers workers) {
    if (workers.size() > 1 && op instanceof MatMul && flop() >= SHARED_FLOP) {
      workers.run(this);
    } else {
      op.run(inputs, out);
    }
  }

  @Override
  public void run(int part, int parts) {
    ((MatMul) op).runPart(inputs, out, part, parts);
  }

  long flop() {
    return op.flop(inputs, out);
  }

  long bytes() {
    long elements = out.size();
    for (Region r : inputs) {
      elements += r.size();
    }
    return 4 * elements;
  }
}
