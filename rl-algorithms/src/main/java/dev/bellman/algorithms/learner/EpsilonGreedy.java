package dev.bellman.algorithms.learner;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;

/** Mostly what another policy does, and with probability ε any action. */
public final class EpsilonGreedy implements Stateful {
  private final Policy greedy;
  private final Discrete actions;
  private final Schedule epsilon;
  private final Pcg64 random;

  /** {@code random} belongs to it from now on. */
  public EpsilonGreedy(Policy greedy, Discrete actions, Schedule epsilon, Pcg64 random) {
    this.greedy = greedy;
    this.actions = actions;
    this.epsilon = epsilon;
    this.random = random;
  }

  /**
   * Draws actions.
   *
   * @param observations [rows, observation size]
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @param out [rows], written
   */
  public void act(float[] observations, int rows, double remaining, float[] out) {
    double threshold = epsilon.at(remaining);
    greedy.act(observations, rows, out);
    for (int i = 0; i < rows; i++) {
      if (random.random() < threshold) {
        out[i] = random.integers(actions.n());
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    random.save(out);
  }

  @Override
  public void load(StateReader in) {
    random.load(in);
  }
}
