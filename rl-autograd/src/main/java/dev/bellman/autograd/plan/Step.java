package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Op;
import dev.bellman.autograd.op.Region;

/**
 * One operation of a plan with its places.
 *
 * @param op what is done
 * @param inputs what it reads
 * @param out what it writes
 */
record Step(Op op, Region[] inputs, Region out) {

  void run() {
    op.run(inputs, out);
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
