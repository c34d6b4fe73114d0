package dev.bellman.core.exact;

/** States and actions are numbered from 0. */
final class Numbered {
  private Numbered() {}

  /** Refuses a number of something of which there are {@code count}. */
  static void require(String owner, String what, int number, int count) {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException(
          owner + ": the " + what + " must be in 0 … " + (count - 1) + ", but is " + number);
    }
  }
}
