package dev.bellman.core.environment;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;

/** Counts down from its seed (from 3 without one): observation and reward are what is left. */
final class Countdown implements Environment<Discrete> {
  private long left = -1;

  @Override
  public Space observationSpace() {
    return Box.uniform(1, 0, 1000);
  }

  @Override
  public Discrete actionSpace() {
    return new Discrete(2);
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    left = seed;
    observation[at] = left;
  }

  @Override
  public void reset(float[] observation, int at) {
    reset(3, observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    left -= 1 + (long) action[actionAt];
    observation[at] = left;
    return left;
  }

  @Override
  public boolean terminated() {
    return left <= 0;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("left", left);
  }

  @Override
  public void load(StateReader in) {
    left = in.getLong("left");
  }
}
