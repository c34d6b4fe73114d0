package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.core.policy.Policy;

/** A learner on a dataset for whom a {@link StochasticPolicy} acts. */
interface StochasticLearner extends OffPolicyLearner {

  /** Who acts. */
  StochasticPolicy acting();

  @Override
  default void act(float[] observations, int rows, double remaining, float[] actions) {
    acting().drawn().act(observations, rows, actions);
  }

  @Override
  default Policy target() {
    return acting().drawn();
  }

  @Override
  default Policy greedy() {
    return acting().mode();
  }
}
