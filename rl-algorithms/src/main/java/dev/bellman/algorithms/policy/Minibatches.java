package dev.bellman.algorithms.policy;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.random.Pcg64;

/** The rows of a rollout, gone through several times, each time in another order and in parts. */
final class Minibatches implements Stateful {
  private final int epochs;
  private final int parts;
  private final Pcg64 random;
  private final int[] order;

  /** What is done with the rows {@code order[from … to − 1]}; false stops all that would follow. */
  @FunctionalInterface
  interface Step {
    boolean on(int[] order, int from, int to);
  }

  /**
   * Minibatches of rollouts of at most {@code rows} rows.
   *
   * @param random belongs to it from now on
   */
  Minibatches(int rows, int epochs, int parts, Pcg64 random) {
    this.epochs = epochs;
    this.parts = parts;
    this.random = random;
    this.order = new int[rows];
  }

  /** Goes through {@code rows} rows. */
  void of(int rows, Step step) {
    int count = Math.min(parts, rows);
    for (int epoch = 0; epoch < epochs; epoch++) {
      random.permutation(order, rows);
      for (int b = 0; b < count; b++) {
        if (!step.on(order, rows * b / count, rows * (b + 1) / count)) {
          return;
        }
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    random.save(out);
  }

  @Override
  public void load(StateReader in) {
    random.load(in);
  }
}
