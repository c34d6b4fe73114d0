package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.loop.Acting;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.core.policy.Policy;

/** An on-policy learner for whom an {@link Agent} acts. */
interface AgentLearner extends OnPolicyLearner {

  /** Who acts. */
  Acting agent();

  @Override
  default void act(float[] observations, int rows, float[] actions, float[] logProbabilities) {
    agent().act(observations, rows, actions, logProbabilities);
  }

  @Override
  default void values(float[] observations, int rows, float[] out) {
    agent().values(observations, rows, out);
  }

  @Override
  default Policy greedy() {
    return agent().greedy();
  }
}
