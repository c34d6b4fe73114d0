package dev.bellman.algorithms;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Shows how many steps of the episode have passed, but {@link #FIRST} after a reset, and remembers
 * the actions it was given.
 *
 * @param <A> the action space
 */
public final class Clock<A extends Space> implements Environment<A> {
  /** The first observation of each episode, which no step leads to. */
  public static final float FIRST = -7;

  private final A actionSpace;
  private final long terminatesAfter;
  private final long truncatedAfter;
  private final LongToDoubleFunction reward;
  private final List<float[]> received = new ArrayList<>();
  private long time;
  private long total;

  /**
   * A clock whose episodes end after so many steps.
   *
   * @param reward of the number of steps before in all episodes
   */
  public Clock(
      A actionSpace, long terminatesAfter, long truncatedAfter, LongToDoubleFunction reward) {
    this.actionSpace = actionSpace;
    this.terminatesAfter = terminatesAfter;
    this.truncatedAfter = truncatedAfter;
    this.reward = reward;
  }

  /** The actions of all steps. */
  public List<float[]> received() {
    return received;
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(1, FIRST, Float.POSITIVE_INFINITY);
  }

  @Override
  public A actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    time = 0;
    observation[at] = FIRST;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    received.add(Arrays.copyOfRange(action, actionAt, actionAt + actionSpace.size()));
    time++;
    observation[at] = time;
    return reward.applyAsDouble(total++);
  }

  @Override
  public boolean terminated() {
    return time >= terminatesAfter;
  }

  @Override
  public boolean truncated() {
    return time >= truncatedAfter;
  }

  @Override
  public void save(StateWriter out) {
    out.put("clock", time, total);
  }

  @Override
  public void load(StateReader in) {
    long[] clock = new long[2];
    in.get("clock", clock);
    time = clock[0];
    total = clock[1];
  }
}
