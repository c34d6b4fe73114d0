package dev.bellman.core.environment;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;

/**
 * Holds the callers of an environment to the contract, so that no environment needs code of its own
 * for it: no step before the first reset or after the end of an episode, no action that makes no
 * sense.
 *
 * <p>It has to stand outside of every wrapper that ends episodes, or it would not see their ends.
 *
 * @param <A> the action space
 */
public final class Checked<A extends Space> implements Environment<A> {
  private static final long BEFORE_FIRST_RESET = 0;
  private static final long RUNNING = 1;
  private static final long ENDED = 2;

  private final Environment<A> environment;
  private final A actionSpace;
  private long phase = BEFORE_FIRST_RESET;

  /** Watches over {@code environment}. */
  public Checked(Environment<A> environment) {
    this.environment = environment;
    this.actionSpace = environment.actionSpace();
  }

  @Override
  public Space observationSpace() {
    return environment.observationSpace();
  }

  @Override
  public A actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    environment.reset(seed, observation, at);
    phase = RUNNING;
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
    phase = RUNNING;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    if (phase != RUNNING) {
      throw new IllegalStateException(
          phase == ENDED
              ? "step: the episode has ended, reset the environment before the next step"
              : "step: reset the environment before the first step");
    }
    checkAction(action, actionAt);
    double reward = environment.step(action, actionAt, observation, at);
    if (environment.terminated() || environment.truncated()) {
      phase = ENDED;
    }
    return reward;
  }

  private void checkAction(float[] action, int at) {
    switch (actionSpace) {
      case Discrete discrete -> {
        if (!discrete.contains(action, at)) {
          throw new IllegalArgumentException(
              "step: the action must be one of 0 … "
                  + (discrete.n() - 1)
                  + ", but is "
                  + action[at]);
        }
      }
      case Box box -> {
        for (int i = 0; i < box.size(); i++) {
          if (!Float.isFinite(action[at + i])) {
            throw new IllegalArgumentException(
                "step: component " + i + " of the action must be finite, but is " + action[at + i]);
          }
        }
      }
    }
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
    out.put("phase", phase);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    phase = in.getLong("phase");
    in.get("environment", environment);
  }
}
