package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Ranges;

/** When a rollout is long enough to learn from. */
public sealed interface RolloutLength {

  /** The most steps that there have to be room for. */
  int most();

  /**
   * Whether the rollout ends here.
   *
   * @param steps steps of each environment so far, at least 1
   * @param episodeEnded whether an episode ended with the last of them
   */
  boolean reached(int steps, boolean episodeEnded);

  /**
   * So many steps of each environment, wherever its episode is.
   *
   * @param steps T ≥ 1
   */
  record Fixed(int steps) implements RolloutLength {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if T is out of it
     */
    public Fixed {
      new Ranges("rollout").atLeast("steps", 1, steps);
    }

    @Override
    public int most() {
      return steps;
    }

    @Override
    public boolean reached(int soFar, boolean episodeEnded) {
      return soFar >= steps;
    }
  }

  /**
   * Episodes of one environment, begun until there are so many steps and then brought to their end.
   * One that is still not over when there is no more room is cut there.
   *
   * @param steps T ≥ 1
   * @param longestEpisode how long an episode may be to be surely whole, ≥ 1
   */
  record WholeEpisodes(int steps, int longestEpisode) implements RolloutLength {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public WholeEpisodes {
      new Ranges("rollout").atLeast("steps", 1, steps).atLeast("longestEpisode", 1, longestEpisode);
    }

    /** An episode that begins just before the last step. */
    @Override
    public int most() {
      return Math.addExact(steps - 1, longestEpisode);
    }

    @Override
    public boolean reached(int soFar, boolean episodeEnded) {
      return soFar >= steps && episodeEnded;
    }
  }
}
