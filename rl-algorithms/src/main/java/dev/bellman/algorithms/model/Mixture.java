package dev.bellman.algorithms.model;

import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;

/** D_env ∪ D_η: the first rows of each batch are real, the others imagined. */
final class Mixture implements TransitionSource {
  private final Replay imagined;
  private final double realRatio;
  private TransitionSource real;

  /**
   * Everything is imagined until {@link #real} says otherwise.
   *
   * @param imagined D_η
   * @param realRatio the part that is real, in [0, 1]
   */
  Mixture(Replay imagined, double realRatio) {
    this.imagined = imagined;
    this.realRatio = realRatio;
    this.real = imagined;
  }

  /** Takes what is real from here from now on. */
  Mixture real(TransitionSource source) {
    real = source;
    return this;
  }

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
