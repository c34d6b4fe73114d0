package dev.bellman.algorithms.model;

import dev.bellman.core.checkpoint.Stateful;

/**
 * A {@link Search} of one box, any number of times. It draws, so its state is that of a generator;
 * it allocates nothing once it is warm. Not thread-safe.
 */
public interface Maximizer extends Stateful {

  /**
   * Looks for a point where {@code objective} is large.
   *
   * @param x [n], a point of the box; where a search that has a start begins, and then what it
   *     found; stays as it is if all values were NaN or −∞
   * @throws IllegalArgumentException if {@code x} is not in the box
   */
  void maximize(Objective objective, float[] x);
}
