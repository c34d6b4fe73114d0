package dev.bellman.core.experience;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import java.util.Arrays;

/**
 * The latest steps of all environments, as they happened, in a ring that forgets the oldest.
 *
 * <pre>{@code
 * environments.step(actions);
 * buffer.add(n, before, actions, environments.rewards(), environments.terminated(),
 *     environments.truncated(), environments.finalObservations());
 * }</pre>
 *
 * <p>It only keeps: {@link Indices} say which rows a batch is made of, and a {@link TransitionRule}
 * what becomes of a row. The arrays are flat, row by row, handed out as they are and never
 * replaced; only the first {@link #size} rows count. Nothing is allocated after the constructor.
 *
 * <p>Lin, "Self-Improving Reactive Agents Based on Reinforcement Learning, Planning and Teaching"
 * (1992).
 */
public final class ReplayBuffer implements Stateful {
  private final int capacity;
  private final int observationSize;
  private final int actionSize;
  private final float[] observations;
  private final float[] actions;
  private final float[] rewards;
  private final float[] terminated;
  private final float[] truncated;
  private final float[] nextObservations;
  private int size;
  private int next;
  private long added;

  /**
   * An empty buffer.
   *
   * @param capacity rows, ≥ 1
   * @param observationSize floats an observation, ≥ 1
   * @param actionSize floats an action, ≥ 1
   * @throws IllegalArgumentException if one of them is less than 1, or an array would be too long
   */
  public ReplayBuffer(int capacity, int observationSize, int actionSize) {
    if (capacity < 1 || observationSize < 1 || actionSize < 1) {
      throw new IllegalArgumentException(
          "ReplayBuffer: capacity, observationSize and actionSize must be ≥ 1, but are "
              + capacity
              + ", "
              + observationSize
              + ", "
              + actionSize);
    }
    this.capacity = capacity;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    observations = new float[length(capacity, observationSize)];
    actions = new float[length(capacity, actionSize)];
    rewards = new float[capacity];
    terminated = new float[capacity];
    truncated = new float[capacity];
    nextObservations = new float[length(capacity, observationSize)];
  }

  private static int length(int capacity, int columns) {
    long length = (long) capacity * columns;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "ReplayBuffer: no array holds " + capacity + " rows of " + columns + " floats");
    }
    return (int) length;
  }

  /**
   * Adds a step of each of some environments, in their order.
   *
   * @param count how many, ≥ 0
   * @param observations s, [count, observation size]
   * @param actions a, [count, action size]
   * @param rewards r, [count]
   * @param terminated [count]
   * @param truncated [count]
   * @param nextObservations s′, [count, observation size]: the final observation where an episode
   *     ended, never the first one of the next
   */
  public void add(
      int count,
      float[] observations,
      float[] actions,
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      float[] nextObservations) {
    for (int n = 0; n < count; n++) {
      int s = next * observationSize;
      System.arraycopy(observations, n * observationSize, this.observations, s, observationSize);
      System.arraycopy(actions, n * actionSize, this.actions, next * actionSize, actionSize);
      this.rewards[next] = (float) rewards[n];
      this.terminated[next] = terminated[n] ? 1 : 0;
      this.truncated[next] = truncated[n] ? 1 : 0;
      System.arraycopy(
          nextObservations, n * observationSize, this.nextObservations, s, observationSize);
      next = next + 1 == capacity ? 0 : next + 1;
      size = Math.max(size, next == 0 ? capacity : next);
    }
    added += count;
  }

  /** The number of rows that count. */
  public int size() {
    return size;
  }

  /** The most rows there is room for. */
  public int capacity() {
    return capacity;
  }

  /** The row that the next step is written to: the oldest one, if the buffer is full. */
  public int next() {
    return next;
  }

  /** How many rows were ever added. */
  public long added() {
    return added;
  }

  /** Floats an observation. */
  public int observationSize() {
    return observationSize;
  }

  /** Floats an action. */
  public int actionSize() {
    return actionSize;
  }

  /** Observations before each step, [capacity, observation size]. */
  public float[] observations() {
    return observations;
  }

  /** Actions, [capacity, action size]. */
  public float[] actions() {
    return actions;
  }

  /** Rewards, [capacity]. */
  public float[] rewards() {
    return rewards;
  }

  /** 1 where a step terminated an episode, else 0, [capacity]. */
  public float[] terminated() {
    return terminated;
  }

  /** 1 where an episode was truncated after a step, else 0, [capacity]. */
  public float[] truncated() {
    return truncated;
  }

  /** What each step led to, [capacity, observation size]. */
  public float[] nextObservations() {
    return nextObservations;
  }

  /** Only the rows that count are written. */
  @Override
  public void save(StateWriter out) {
    out.put("position", size, next, added);
    out.put("observations", first(observations, observationSize));
    out.put("actions", first(actions, actionSize));
    out.put("rewards", first(rewards, 1));
    out.put("terminated", first(terminated, 1));
    out.put("truncated", first(truncated, 1));
    out.put("nextObservations", first(nextObservations, observationSize));
  }

  private float[] first(float[] rows, int columns) {
    return size == capacity ? rows : Arrays.copyOf(rows, size * columns);
  }

  @Override
  public void load(StateReader in) {
    long[] position = new long[3];
    in.get("position", position);
    size = (int) position[0];
    next = (int) position[1];
    added = position[2];
    load(in, "observations", observations, observationSize);
    load(in, "actions", actions, actionSize);
    load(in, "rewards", rewards, 1);
    load(in, "terminated", terminated, 1);
    load(in, "truncated", truncated, 1);
    load(in, "nextObservations", nextObservations, observationSize);
  }

  private void load(StateReader in, String name, float[] rows, int columns) {
    float[] first = size == capacity ? rows : new float[size * columns];
    in.get(name, first);
    if (first != rows) {
      System.arraycopy(first, 0, rows, 0, first.length);
    }
  }
}
