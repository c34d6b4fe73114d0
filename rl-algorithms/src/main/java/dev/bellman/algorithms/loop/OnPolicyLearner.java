package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Learner;
import dev.bellman.core.experience.Rollout;

/** What learns from rollouts of its own current policy, each of which it uses once. */
public interface OnPolicyLearner extends Acting, Learner {

  /**
   * Learns from a rollout that is complete and bootstrapped.
   *
   * @param remaining the part of the training that was still to come when the rollout began, from 1
   *     down to 0
   * @throws dev.bellman.core.training.DivergenceException if a loss is not finite
   */
  void update(Rollout rollout, double remaining);
}
