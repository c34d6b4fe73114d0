package dev.bellman.algorithms.model;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;

/**
 * How to find where a function on a box is largest, from values alone: what a planner does with
 * sequences of actions.
 *
 * <pre>{@code
 * Maximizer maximizer = Cem.defaults().over(Box.uniform(2, -1, 1), Seeds.of(42).stream("search"));
 * float[] x = {0, 0};
 * maximizer.maximize(objective, x);
 * }</pre>
 */
public sealed interface Search permits Cem, RandomShooting {

  /**
   * A search of this box.
   *
   * @param random belongs to it from now on
   * @throws IllegalArgumentException if a bound is infinite
   */
  Maximizer over(Box box, Pcg64 random);
}
