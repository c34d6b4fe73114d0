package dev.bellman.autograd.op;

/**
 * A computation that threads can share, in one or more rounds between which they meet. How many
 * parts there are never changes a bit of the result.
 */
public interface Divisible extends Computation {

  /**
   * Prepares a run; the caller does so alone.
   *
   * @return the work to come, in floating-point operations, about; 0 if there is nothing to do
   */
  default long begin(Region[] inputs, Region out) {
    return flop(inputs, out);
  }

  /** How often the threads meet: 1 if the parts do not depend on one another. */
  default int rounds() {
    return 1;
  }

  /** Does a part of a round; the parts of a round run at the same time. */
  void runPart(int round, int part, int parts, Region[] inputs, Region out);

  /** Completes a run; the caller does so alone. */
  default void finish(Region[] inputs, Region out) {}

  /**
   * Where {@code count} things are cut: at multiples of 4, the least rows of a tile of the matrix
   * product.
   *
   * @return the first thing of a part; {@code count} for the part behind the last
   */
  static int cut(int count, int part, int parts) {
    return part == parts ? count : (int) ((long) count * part / parts / 4 * 4);
  }

  @Override
  default void run(Region[] inputs, Region out) {
    if (begin(inputs, out) > 0) {
      for (int round = 0; round < rounds(); round++) {
        runPart(round, 0, 1, inputs, out);
      }
    }
    finish(inputs, out);
  }
}
