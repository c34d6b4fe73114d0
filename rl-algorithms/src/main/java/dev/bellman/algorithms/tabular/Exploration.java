package dev.bellman.algorithms.tabular;

import dev.bellman.core.training.Schedule;

/** How Monte Carlo control sees to it that all actions are tried. */
public sealed interface Exploration {

  /** ε of all actions but the first. */
  Schedule epsilon();

  /** The first action of an episode is any, all others are the best. */
  record ExploringStarts() implements Exploration {

    @Override
    public Schedule epsilon() {
      return Schedule.constant(0);
    }
  }

  /**
   * All actions are the best, but any with probability ε.
   *
   * @param epsilon ε, within [0, 1]
   */
  record EpsilonSoft(Schedule epsilon) implements Exploration {

    /** ε = 0.1. */
    public static EpsilonSoft defaults() {
      return new EpsilonSoft(Schedule.constant(0.1));
    }
  }
}
