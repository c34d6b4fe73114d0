package dev.bellman.algorithms.tabular;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.envs.tabular.Dynamics;
import dev.bellman.envs.tabular.DynamicsBuilder;
import dev.bellman.envs.tabular.TabularEnvironment;

/**
 * A small world at random, whose every step ends the episode with the same probability. Rewards are
 * uniform in [−1, 1], each of two next states has its own, and so has the end.
 */
final class RandomWorld {
  static final int STATES = 5;
  static final int ACTIONS = 2;

  private RandomWorld() {}

  static TabularEnvironment of(long seed, double end) {
    Pcg64 random = Seeds.of(seed).stream("random-world");
    DynamicsBuilder builder = Dynamics.builder(STATES, ACTIONS);
    for (int s = 0; s < STATES; s++) {
      for (int a = 0; a < ACTIONS; a++) {
        double p = random.uniform(0, 1 - end);
        builder.outcome(s, a, p, random.uniform(-1, 1), random.integers(STATES), false);
        builder.outcome(s, a, 1 - end - p, random.uniform(-1, 1), random.integers(STATES), false);
        builder.outcome(s, a, end, random.uniform(-1, 1), s, true);
      }
    }
    return new TabularEnvironment(builder.build());
  }
}
