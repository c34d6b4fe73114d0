package dev.bellman.bench.run;

import dev.bellman.core.policy.Policy;
import dev.bellman.core.space.Finite;

/**
 * A policy that wants one-hot observations, for the numbers that an environment gives.
 *
 * @param policy acts on rows of n floats
 * @param space of the n observations
 */
record OneHotPolicy(Policy policy, Finite space) implements Policy {

  @Override
  public void act(float[] observations, int rows, float[] actions) {
    int n = space.n();
    float[] oneHot = new float[rows * n];
    for (int i = 0; i < rows; i++) {
      oneHot[i * n + space.index(observations, i * space.size())] = 1;
    }
    policy.act(oneHot, rows, actions);
  }

  @Override
  public void episodeEnded(int row) {
    policy.episodeEnded(row);
  }
}
