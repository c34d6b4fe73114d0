package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Space;

/**
 * Truncates an episode after so many steps.
 *
 * <p>If the last step allowed terminates the episode as well, both flags are up.
 *
 * @param <A> the action space
 */
public final class TimeLimit<A extends Space> implements Environment<A> {
  private final Environment<A> environment;
  private final int maxSteps;
  private long elapsed;

  /**
   * Limits {@code environment} to episodes of {@code maxSteps} steps.
   *
   * @throws IllegalArgumentException if {@code maxSteps} is less than 1
   */
  public TimeLimit(Environment<A> environment, int maxSteps) {
    if (maxSteps < 1) {
      throw new IllegalArgumentException("TimeLimit: maxSteps must be ≥ 1, but is " + maxSteps);
    }
    this.environment = environment;
    this.maxSteps = maxSteps;
  }

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
    elapsed = 0;
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
    elapsed = 0;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double reward = environment.step(action, actionAt, observation, at);
    elapsed++;
    return reward;
  }

  @Override
  public boolean terminated() {
    return environment.terminated();
  }

  @Override
  public boolean truncated() {
    return elapsed >= maxSteps || environment.truncated();
  }

  @Override
  public void save(StateWriter out) {
    out.put("elapsed", elapsed);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    elapsed = in.getLong("elapsed");
    in.get("environment", environment);
  }
}
