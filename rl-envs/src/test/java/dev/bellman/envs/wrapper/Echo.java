package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;

/** Shows the last action, whatever it was, and pays the sum of its components. */
final class Echo implements Environment<Box> {
  private final Box actions;

  Echo(Box actions) {
    this.actions = actions;
  }

  @Override
  public Box observationSpace() {
    return Box.uniform(actions.size(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  @Override
  public Box actionSpace() {
    return actions;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    for (int i = 0; i < actions.size(); i++) {
      observation[at + i] = 0;
    }
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double sum = 0;
    for (int i = 0; i < actions.size(); i++) {
      observation[at + i] = action[actionAt + i];
      sum += action[actionAt + i];
    }
    return sum;
  }

  @Override
  public boolean terminated() {
    return false;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {}

  @Override
  public void load(StateReader in) {}
}
