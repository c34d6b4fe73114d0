package dev.bellman.core.space;

/** A space of finitely many elements, which are numbered: a table can have a cell for each. */
public sealed interface Finite extends Space permits Discrete, MultiDiscrete {

  /** How many elements there are. */
  int n();

  /** The number of the element that starts at {@code row[at]}, from 0 to n − 1. */
  int index(float[] row, int at);

  /** Writes the element of this number from {@code row[at]} on. */
  void write(int index, float[] row, int at);
}
