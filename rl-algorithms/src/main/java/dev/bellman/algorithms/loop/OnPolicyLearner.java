package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Learner;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;

/** What learns from rollouts of its own current policy, each of which it uses once. */
public interface OnPolicyLearner extends Learner {

  /**
   * Draws actions from the behaviour policy.
   *
   * @param observations [rows, observation size]
   * @param actions [rows, action size], written; as drawn, not clipped to any bounds
   * @param logProbabilities log π(a|s), [rows], written
   * @param values V(s), [rows], written
   */
  void act(
      float[] observations, int rows, float[] actions, float[] logProbabilities, float[] values);

  /**
   * The values of some observations.
   *
   * @param observations [rows, observation size]
   * @param out V(s), [rows], written
   */
  void values(float[] observations, int rows, float[] out);

  /**
   * Learns from a rollout that is complete and bootstrapped.
   *
   * @param remaining the part of the training that was still to come when the rollout began, from 1
   *     down to 0
   * @throws dev.bellman.core.training.DivergenceException if a loss is not finite
   */
  void update(Rollout rollout, double remaining);

  /** The mode of the policy; its actions are not clipped to any bounds either. */
  @Override
  Policy greedy();
}
