package dev.bellman.envs;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Space;

/** Passes everything on but the offer to step in lockstep. */
record Alone<A extends Space>(Environment<A> environment) implements Environment<A> {

  @Override
  public Space observationSpace() {
    return environment.observationSpace();
  }

  @Override
  public A actionSpace() {
    return environment.actionSpace();
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    environment.reset(seed, observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    return environment.step(action, actionAt, observation, at);
  }

  @Override
  public boolean terminated() {
    return environment.terminated();
  }

  @Override
  public boolean truncated() {
    return environment.truncated();
  }

  @Override
  public void save(StateWriter out) {
    environment.save(out);
  }

  @Override
  public void load(StateReader in) {
    environment.load(in);
  }
}
