package dev.bellman.algorithms.loop;

import dev.bellman.algorithms.learner.Learner;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.policy.Policy;

/** What learns from batches of transitions, whoever made them. */
public interface OffPolicyLearner extends Learner {

  /**
   * Draws actions from the behaviour policy.
   *
   * @param observations [rows, observation size]; row i is of environment i
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @param actions [rows, action size], written; each row is in the action space
   */
  void act(float[] observations, int rows, double remaining, float[] actions);

  /** The policy that targets are of, without noise that only explores; one that draws draws. */
  default Policy target() {
    return greedy();
  }

  /** Told that the episode of environment {@code i} is over: noise with a memory forgets. */
  default void episodeEnded(int i) {}

  /**
   * Makes one update on one batch.
   *
   * @param source where the batch comes from
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @throws dev.bellman.core.training.DivergenceException if a loss is not finite
   */
  void update(TransitionSource source, double remaining);
}
