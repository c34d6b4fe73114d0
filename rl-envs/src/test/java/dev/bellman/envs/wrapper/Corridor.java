package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Discrete;

/** Cells 0 … 3 from left to right; action 1 goes one to the right, and cell 3 is the end. */
final class Corridor implements Environment<Discrete> {
  private long cell;

  @Override
  public Discrete observationSpace() {
    return new Discrete(4);
  }

  @Override
  public Discrete actionSpace() {
    return new Discrete(2);
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    cell = 0;
    observation[at] = 0;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    cell += (long) action[actionAt];
    observation[at] = cell;
    return -1;
  }

  @Override
  public boolean terminated() {
    return cell == 3;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("cell", cell);
  }

  @Override
  public void load(StateReader in) {
    cell = in.getLong("cell");
  }
}
