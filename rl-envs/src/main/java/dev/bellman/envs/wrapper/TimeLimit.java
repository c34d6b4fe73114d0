package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.environment.Lockstep;
import dev.bellman.core.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** Those of all environments that step in lockstep, and which of them is this one's. */
  private long[] elapsed = new long[1];

  private int slot;

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
    elapsed[slot] = 0;
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
    elapsed[slot] = 0;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double reward = environment.step(action, actionAt, observation, at);
    elapsed[slot]++;
    return reward;
  }

  @Override
  public boolean terminated() {
    return environment.terminated();
  }

  @Override
  public boolean truncated() {
    return elapsed[slot] >= maxSteps || environment.truncated();
  }

  @Override
  public Optional<Equations> equations() {
    return environment.equations();
  }

  @Override
  public Environment<?> unwrapped() {
    return environment.unwrapped();
  }

  @Override
  public Optional<Lockstep> lockstep(List<? extends Environment<A>> environments) {
    List<TimeLimit<A>> all = new ArrayList<>();
    List<Environment<A>> limited = new ArrayList<>();
    for (Environment<A> other : environments) {
      if (!(other instanceof TimeLimit<A> limit) || limit.maxSteps != maxSteps) {
        return Optional.empty();
      }
      all.add(limit);
      limited.add(limit.environment);
    }
    return environment.lockstep(limited).map(lockstep -> limited(all, lockstep));
  }

  private static <A extends Space> Lockstep limited(List<TimeLimit<A>> all, Lockstep lockstep) {
    int n = all.size();
    int maxSteps = all.getFirst().maxSteps;
    long[] elapsed = new long[n];
    for (int i = 0; i < n; i++) {
      TimeLimit<A> one = all.get(i);
      elapsed[i] = one.elapsed[one.slot];
      one.elapsed = elapsed;
      one.slot = i;
    }
    return (actions, observations, rewards, terminated, truncated) -> {
      lockstep.step(actions, observations, rewards, terminated, truncated);
      long longest = 0;
      for (int i = 0; i < n; i++) {
        elapsed[i]++;
        longest = Math.max(longest, elapsed[i]);
      }
      // most steps truncate nothing, and then the flags need no look
      if (longest >= maxSteps) {
        for (int i = 0; i < n; i++) {
          truncated[i] |= elapsed[i] >= maxSteps;
        }
      }
    };
  }

  @Override
  public void save(StateWriter out) {
    out.put("elapsed", elapsed[slot]);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    elapsed[slot] = in.getLong("elapsed");
    in.get("environment", environment);
  }
}
