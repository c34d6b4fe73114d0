package dev.bellman.core.environment;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.MultiDiscrete;
import dev.bellman.core.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

  /** Those of all environments that step in lockstep, and which of them is this one's. */
  private long[] phases = {BEFORE_FIRST_RESET};

  private int slot;

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
    phases[slot] = RUNNING;
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
    phases[slot] = RUNNING;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    checkPhase(phases[slot]);
    checkActions(actionSpace, action, actionAt, actionAt + actionSpace.size());
    double reward = environment.step(action, actionAt, observation, at);
    if (environment.terminated() || environment.truncated()) {
      phases[slot] = ENDED;
    }
    return reward;
  }

  private static void checkPhase(long phase) {
    if (phase != RUNNING) {
      throw new IllegalStateException(
          phase == ENDED
              ? "step: the episode has ended, reset the environment before the next step"
              : "step: reset the environment before the first step");
    }
  }

  private static void checkActions(Space space, float[] actions, int from, int to) {
    switch (space) {
      case Discrete discrete -> {
        for (int i = from; i < to; i++) {
          if (!discrete.contains(actions, i)) {
            throw new IllegalArgumentException(
                "step: the action must be one of 0 … "
                    + (discrete.n() - 1)
                    + ", but is "
                    + actions[i]);
          }
        }
      }
      case MultiDiscrete several -> {
        for (int i = from; i < to; i += several.size()) {
          if (!several.contains(actions, i)) {
            throw new IllegalArgumentException(
                "step: the action must be in "
                    + several
                    + ", but is "
                    + Arrays.toString(Arrays.copyOfRange(actions, i, i + several.size())));
          }
        }
      }
      case Box box -> {
        for (int i = from; i < to; i++) {
          if (!Float.isFinite(actions[i])) {
            throw new IllegalArgumentException(
                "step: component "
                    + (i - from) % box.size()
                    + " of the action must be finite, but is "
                    + actions[i]);
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
  public Environment<?> unwrapped() {
    return environment.unwrapped();
  }

  /** Those of what it watches over; they check nothing. */
  @Override
  public Optional<Equations> equations() {
    return environment.equations();
  }

  @Override
  public Optional<Lockstep> lockstep(List<? extends Environment<A>> environments) {
    List<Checked<A>> all = new ArrayList<>();
    List<Environment<A>> watched = new ArrayList<>();
    for (Environment<A> other : environments) {
      if (!(other instanceof Checked<A> checked)) {
        return Optional.empty();
      }
      all.add(checked);
      watched.add(checked.environment);
    }
    return environment.lockstep(watched).map(lockstep -> checked(all, lockstep));
  }

  /** Checks everybody first, so that a refused step has changed nothing. */
  private static <A extends Space> Lockstep checked(List<Checked<A>> all, Lockstep lockstep) {
    int n = all.size();
    Space actionSpace = all.getFirst().actionSpace;
    long[] phases = new long[n];
    for (int i = 0; i < n; i++) {
      Checked<A> one = all.get(i);
      phases[i] = one.phases[one.slot];
      one.phases = phases;
      one.slot = i;
    }
    return (actions, observations, rewards, terminated, truncated) -> {
      for (int i = 0; i < n; i++) {
        checkPhase(phases[i]);
      }
      checkActions(actionSpace, actions, 0, n * actionSpace.size());
      lockstep.step(actions, observations, rewards, terminated, truncated);
      for (int i = 0; i < n; i++) {
        if (terminated[i] | truncated[i]) {
          phases[i] = ENDED;
        }
      }
    };
  }

  @Override
  public void save(StateWriter out) {
    out.put("phase", phases[slot]);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    phases[slot] = in.getLong("phase");
    in.get("environment", environment);
  }
}
