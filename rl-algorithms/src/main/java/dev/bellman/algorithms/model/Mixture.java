package dev.bellman.algorithms.model;

import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;

/**
 * D_env ∪ D_η: the first rows of each batch are real, the others imagined.
 *
 * @param real D_env
 * @param imagined D_η
 * @param realRatio the part that is real, in [0, 1]
 */
record Mixture(TransitionSource real, Replay imagined, double realRatio)
    implements TransitionSource {

  @Override
  public void write(int rows, Transitions out) {
    int first = (int) (realRatio * rows);
    if (first > 0) {
      real.write(first, out);
    }
    if (first < rows) {
      imagined.write(first, rows - first, out);
    }
  }
}
