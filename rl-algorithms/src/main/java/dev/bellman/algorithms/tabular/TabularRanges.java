package dev.bellman.algorithms.tabular;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.training.Schedule;

/** The ranges that the configurations of all tabular algorithms have in common. */
final class TabularRanges {
  private TabularRanges() {}

  /** Ranges that go on to what an algorithm has of its own. */
  static Ranges of(String algorithm, double gamma, Schedule epsilon, int longestEpisode) {
    return new Ranges(algorithm)
        .require(gamma > 0 && gamma <= 1, "gamma must be in (0, 1]", gamma)
        .fraction("epsilon", epsilon)
        .atLeast("longestEpisode", 1, longestEpisode);
  }
}
