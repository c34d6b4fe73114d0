package dev.bellman.algorithms.tabular;

import dev.bellman.core.training.Schedule;

/** The ranges that the configurations of all tabular algorithms have in common. */
record Ranges(String algorithm) {

  Ranges gamma(double gamma) {
    return require(gamma > 0 && gamma <= 1, "gamma must be in (0, 1]", gamma);
  }

  Ranges epsilon(Schedule epsilon) {
    double initial = epsilon.initial();
    return require(initial >= 0 && initial <= 1, "epsilon must be in [0, 1]", epsilon);
  }

  Ranges longestEpisode(int steps) {
    return require(steps >= 1, "longestEpisode must be at least 1", steps);
  }

  Ranges require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(algorithm + ": " + rule + ", but is " + value);
    }
    return this;
  }
}
