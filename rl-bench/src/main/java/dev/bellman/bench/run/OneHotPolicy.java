package dev.bellman.bench.run;

import dev.bellman.core.policy.Policy;

/**
 * A policy that wants one-hot observations, for the plain numbers of an environment.
 *
 * @param policy acts on rows of n floats
 * @param n how many observations there are
 */
record OneHotPolicy(Policy policy, int n) implements Policy {

  @Override
  public void act(float[] observations, int rows, float[] actions) {
    float[] oneHot = new float[rows * n];
    for (int i = 0; i < rows; i++) {
      oneHot[i * n + (int) observations[i]] = 1;
    }
    policy.act(oneHot, rows, actions);
  }
}
