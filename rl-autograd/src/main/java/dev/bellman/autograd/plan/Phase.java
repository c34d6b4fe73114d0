package dev.bellman.autograd.plan;

import dev.bellman.tensor.parallel.Workers;
import java.util.List;

/** Steps between two meetings of the workers. */
sealed interface Phase permits Alone, Rows, Parts {
  /**
   * Work that is worth a meeting, in floating-point operations: 2 µs of products, or 15 µs of
   * Adam's steps. A meeting takes about one.
   */
  long WORTH_SHARING = 300_000;

  /** What is done, in an order in which one thread may do it. */
  List<Step> steps();

  /** Cuts for runs with this many rows. */
  default void prepare(int rows) {}

  /** Does it. */
  void run(Workers workers);

  /** Does it on one thread and takes the time of each step, from {@code nanoseconds[at]} on. */
  default void runTimed(long[] nanoseconds, int at) {
    for (int i = 0; i < steps().size(); i++) {
      long start = System.nanoTime();
      steps().get(i).run();
      nanoseconds[at + i] = System.nanoTime() - start;
    }
  }
}
