package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;

/**
 * Shows the last n observations side by side, the oldest first: what moves can then be seen.
 *
 * <pre>{@code
 * (o₀, …, o₀) after a reset,   (o_{t−n+1}, …, o_t) after step t,   o_k = o₀ for k < 0
 * }</pre>
 *
 * @param <A> the action space
 */
public final class FrameStack<A extends Space> implements Environment<A> {
  private final Environment<A> environment;
  private final int size;
  private final int newest;
  private final Box observationSpace;
  private final float[] frames;

  /**
   * Stacks {@code n} observations of {@code environment}.
   *
   * @throws IllegalArgumentException if n is less than 1, or observations are not a box
   */
  public FrameStack(Environment<A> environment, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("FrameStack: n must be ≥ 1, but is " + n);
    }
    if (!(environment.observationSpace() instanceof Box observations)) {
      throw new IllegalArgumentException(
          "FrameStack: observations must be a Box, but are " + environment.observationSpace());
    }
    this.environment = environment;
    size = observations.size();
    newest = (n - 1) * size;
    frames = new float[n * size];
    float[] low = new float[frames.length];
    float[] high = new float[frames.length];
    for (int i = 0; i < frames.length; i++) {
      low[i] = observations.low(i % size);
      high[i] = observations.high(i % size);
    }
    observationSpace = new Box(low, high);
  }

  @Override
  public Box observationSpace() {
    return observationSpace;
  }

  @Override
  public A actionSpace() {
    return environment.actionSpace();
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    environment.reset(seed, frames, newest);
    repeat(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(frames, newest);
    repeat(observation, at);
  }

  private void repeat(float[] observation, int at) {
    for (int i = 0; i < newest; i++) {
      frames[i] = frames[newest + i % size];
    }
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    System.arraycopy(frames, size, frames, 0, newest);
    double reward = environment.step(action, actionAt, frames, newest);
    write(observation, at);
    return reward;
  }

  private void write(float[] observation, int at) {
    System.arraycopy(frames, 0, observation, at, frames.length);
  }

  @Override
  public Environment<?> unwrapped() {
    return environment.unwrapped();
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
    out.put("frames", frames);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    in.get("frames", frames);
    in.get("environment", environment);
  }
}
