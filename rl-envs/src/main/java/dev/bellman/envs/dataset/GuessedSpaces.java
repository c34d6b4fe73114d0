package dev.bellman.envs.dataset;

import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;

/** Spaces that a file does not tell, by what is in it. */
final class GuessedSpaces {
  /** What an environment is called of which a file says nothing. */
  static final String UNKNOWN = "unknown";

  private GuessedSpaces() {}

  /** A list of whole numbers is Discrete, and anything else a Box without bounds. */
  static Space observations(Hdf5.Array array) {
    return isDiscrete(array)
        ? discrete(array)
        : Box.uniform(array.columns(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  /** The same, but a Box is [-1, 1], or as wide as its widest action. */
  static Space actions(Hdf5.Array array) {
    if (isDiscrete(array)) {
      return discrete(array);
    }
    float bound = 1;
    for (float a : array.values()) {
      bound = Float.isFinite(a) ? Math.max(bound, Math.abs(a)) : bound;
    }
    return Box.uniform(array.columns(), -bound, bound);
  }

  private static boolean isDiscrete(Hdf5.Array array) {
    return array.whole() && array.shape().length == 1;
  }

  private static Discrete discrete(Hdf5.Array array) {
    float greatest = 0;
    for (float number : array.values()) {
      greatest = Math.max(greatest, number);
    }
    return new Discrete((int) greatest + 1);
  }
}
