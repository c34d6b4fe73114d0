package dev.bellman.algorithms.value;

import dev.bellman.core.experience.Indices;
import dev.bellman.core.experience.PrioritizedIndices;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.random.Pcg64;

/** How the rows of a batch are drawn out of the replay buffer. */
public sealed interface Sampling {

  /** What draws, from a buffer of this capacity. */
  Indices indices(int capacity, Pcg64 random);

  /** All rows equally likely. */
  record Uniform() implements Sampling {
    @Override
    public Indices indices(int capacity, Pcg64 random) {
      return new UniformIndices(random);
    }
  }

  /**
   * Rows whose values were wrong more often.
   *
   * @param priorities the constants
   */
  record Prioritized(PrioritizedIndices.Config priorities) implements Sampling {

    /** OpenAI baselines' constants. */
    public static Prioritized defaults() {
      return new Prioritized(PrioritizedIndices.Config.defaults());
    }

    @Override
    public Indices indices(int capacity, Pcg64 random) {
      return new PrioritizedIndices(capacity, priorities, random);
    }
  }
}
