package dev.bellman.envs.dataset;

import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import java.util.List;

/**
 * Spaces that a file does not tell, by the arrays in it; the first one says of what kind all are.
 */
final class GuessedSpaces {
  /** What an environment is called of which a file says nothing. */
  static final String UNKNOWN = "unknown";

  private GuessedSpaces() {}

  /** A list of whole numbers is Discrete, and anything else a Box without bounds. */
  static Space observations(List<Hdf5.Array> arrays) {
    Hdf5.Array first = arrays.getFirst();
    return isDiscrete(first)
        ? discrete(arrays)
        : Box.uniform(first.columns(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  /** The same, but a Box is [-1, 1], or as wide as its widest action. */
  static Space actions(List<Hdf5.Array> arrays) {
    Hdf5.Array first = arrays.getFirst();
    if (isDiscrete(first)) {
      return discrete(arrays);
    }
    float bound = 1;
    for (Hdf5.Array array : arrays) {
      for (float a : array.values()) {
        bound = Float.isFinite(a) ? Math.max(bound, Math.abs(a)) : bound;
      }
    }
    return Box.uniform(first.columns(), -bound, bound);
  }

  private static boolean isDiscrete(Hdf5.Array array) {
    return array.whole() && array.shape().length == 1;
  }

  private static Discrete discrete(List<Hdf5.Array> arrays) {
    float greatest = 0;
    for (Hdf5.Array array : arrays) {
      for (float number : array.values()) {
        greatest = Math.max(greatest, number);
      }
    }
    return new Discrete((int) greatest + 1);
  }
}
