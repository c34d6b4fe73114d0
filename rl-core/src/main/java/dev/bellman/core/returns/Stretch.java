package dev.bellman.core.returns;

/** The checks that the equations of this package share. */
final class Stretch {

  private Stretch() {}

  /** The number of elements of a stretch. */
  static int size(String operation, int steps, int environments) {
    if (steps < 1 || environments < 1) {
      throw new IllegalArgumentException(
          operation
              + ": steps and environments must be ≥ 1, but are "
              + steps
              + ", "
              + environments);
    }
    return Math.multiplyExact(steps, environments);
  }

  static void checkLength(String operation, String name, int length, int needed) {
    if (length < needed) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + name
              + " has "
              + length
              + " elements, but steps · environments is "
              + needed);
    }
  }

  static void checkUnit(String operation, String name, double value) {
    if (!(0 <= value && value <= 1)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be in [0, 1], but is " + value);
    }
  }
}
