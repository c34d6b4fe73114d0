package dev.bellman.bench.run;

import java.util.List;

/** Prepares gradient updates on random data, to be timed. */
@FunctionalInterface
public interface Speed {

  /** What {@code run()} does once is one gradient update, and nothing else. */
  Runnable prepare(Sizes sizes);

  /**
   * How large the problem is.
   *
   * @param observations the size of an observation
   * @param actions the size of an action, or the number of actions
   * @param hidden the widths of the hidden layers
   * @param batch rows an update
   * @param threads how many threads an update may use
   */
  record Sizes(int observations, int actions, List<Integer> hidden, int batch, int threads) {}
}
