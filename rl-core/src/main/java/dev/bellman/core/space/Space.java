package dev.bellman.core.space;

/** A set of observations or actions, each of which is one row of {@link #size} floats. */
public sealed interface Space permits Finite, Box {

  /** Floats a row: 1 for a {@link Discrete} space, the number of components for a {@link Box}. */
  int size();

  /** Whether the row that starts at {@code row[at]} is in this space. */
  boolean contains(float[] row, int at);
}
