package dev.bellman.algorithms.loop;

import dev.bellman.core.policy.Policy;

/** What on-policy rollouts ask for: actions with their probabilities, values, and the mode. */
public interface Acting {

  /**
   * Draws actions from the behaviour policy.
   *
   * @param observations [rows, observation size]
   * @param actions [rows, action size], written; as drawn, not clipped to any bounds
   * @param logProbabilities log π(a|s), [rows], written
   */
  void act(float[] observations, int rows, float[] actions, float[] logProbabilities);

  /**
   * The values of some observations, mostly of a whole rollout: nothing needs them while it is
   * gathered.
   *
   * @param observations [rows, observation size]
   * @param out V(s), [rows], written
   */
  void values(float[] observations, int rows, float[] out);

  /** The mode of the policy; its actions are not clipped to any bounds either. */
  Policy greedy();
}
