package dev.bellman.core.experience;

import java.util.Arrays;

/** Observations that no step of a {@link ReplayBuffer} began with, each in a slot. */
final class FinalObservations {
  /** There is room for one in so many steps at first: episodes are mostly longer. */
  static final int SHARE = 16;

  private final int most;
  private final int columns;
  private float[] rows;

  /** The slots that are free, the first {@code count} of them. */
  private int[] free;

  private int count;

  /**
   * None.
   *
   * @param most how many there can be at once
   * @param columns floats an observation
   */
  FinalObservations(int most, int columns) {
    this.most = most;
    this.columns = columns;
    rows = new float[initial(most) * columns];
    free = new int[initial(most)];
    clear();
  }

  /** How many there is room for at first. */
  static int initial(int most) {
    return Math.min(most, 64 + most / SHARE);
  }

  /** Forgets all. */
  void clear() {
    count = 0;
    release(0);
  }

  /** The slots from this one on are free; the lowest is taken first. */
  private void release(int from) {
    for (int slot = free.length - 1; slot >= from; slot--) {
      free[count++] = slot;
    }
  }

  /** Keeps the observation at {@code source[at]}; the result is its slot. */
  int add(float[] source, int at) {
    if (count == 0) {
      int slots = free.length;
      int wider = (int) Math.min(most, 2L * slots);
      rows = Arrays.copyOf(rows, wider * columns);
      free = new int[wider];
      release(slots);
    }
    int slot = free[--count];
    System.arraycopy(source, at, rows, slot * columns, columns);
    return slot;
  }

  /** Forgets what is in a slot. */
  void remove(int slot) {
    free[count++] = slot;
  }

  /** Whether what is in a slot is, bit by bit, what is at {@code source[at]}. */
  boolean equal(int slot, float[] source, int at) {
    int from = slot * columns;
    return Arrays.equals(rows, from, from + columns, source, at, at + columns);
  }

  /** Copies what is in a slot to {@code out[at]}. */
  void copy(int slot, float[] out, int at) {
    System.arraycopy(rows, slot * columns, out, at, columns);
  }

  /** All slots, row by row, until one more is kept. */
  float[] rows() {
    return rows;
  }
}
