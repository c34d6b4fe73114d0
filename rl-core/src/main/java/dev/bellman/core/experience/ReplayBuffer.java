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
 * replaced; only the first {@link #size} rows count.
 *
 * <p>No observation is there twice: what a step led to is the observation before the next step of
 * its environment, once that is there. Only the others, which ended an episode or are the latest,
 * have a place of their own; that there is more room for them is all that is ever allocated after
 * the constructor.
 *
 * <p>Lin, "Self-Improving Reactive Agents Based on Reinforcement Learning, Planning and Teaching"
 * (1992).
 */
public final class ReplayBuffer implements Stateful {
  private static final long MEGABYTE = 1_000_000;

  private final int capacity;
  private final int observationSize;
  private final int actionSize;
  private final float[] observations;
  private final float[] actions;
  private final float[] rewards;
  private final float[] terminated;
  private final float[] truncated;

  /** Of each row the row whose observation its s′ is, or ~slot of its s′ among {@link #finals}. */
  private final int[] successors;

  private final FinalObservations finals;

  /** How many steps were added together last: those of one environment are as far apart. */
  private int latest;

  private int size;
  private int next;
  private long added;

  /**
   * An empty buffer.
   *
   * @param capacity rows, ≥ 1
   * @param observationSize floats an observation, ≥ 1
   * @param actionSize floats an action, ≥ 1
   * @throws IllegalArgumentException if one of them is less than 1, an array would be too long, or
   *     the JVM has not as much memory
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
    int observed = length(capacity, observationSize);
    int acted = length(capacity, actionSize);
    if (bytes(capacity, observationSize, actionSize) > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(null);
    }
    try {
      observations = new float[observed];
      actions = new float[acted];
      rewards = new float[capacity];
      terminated = new float[capacity];
      truncated = new float[capacity];
      successors = new int[capacity];
      finals = new FinalObservations(capacity, observationSize);
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  private IllegalArgumentException tooLarge(OutOfMemoryError cause) {
    return new IllegalArgumentException(
        "ReplayBuffer: "
            + capacity
            + " steps take "
            + bytes(capacity, observationSize, actionSize) / MEGABYTE
            + " MB, but the JVM has at most "
            + Runtime.getRuntime().maxMemory() / MEGABYTE
            + " MB for everything: keep fewer steps, or give it more memory with -Xmx",
        cause);
  }

  /**
   * The bytes that such a buffer takes: one observation a step and one in {@value
   * FinalObservations#SHARE} more, which grows where episodes are shorter than that.
   */
  public static long bytes(int capacity, int observationSize, int actionSize) {
    long finals = FinalObservations.initial(capacity);
    return Float.BYTES
        * ((long) capacity * (observationSize + actionSize + 4) + finals * (observationSize + 1));
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
      if (size == capacity && successors[next] < 0) {
        finals.remove(~successors[next]);
      }
      int s = next * observationSize;
      System.arraycopy(observations, n * observationSize, this.observations, s, observationSize);
      System.arraycopy(actions, n * actionSize, this.actions, next * actionSize, actionSize);
      this.rewards[next] = (float) rewards[n];
      this.terminated[next] = terminated[n] ? 1 : 0;
      this.truncated[next] = truncated[n] ? 1 : 0;
      if (count == latest && count < capacity) {
        follow(Math.floorMod(next - count, capacity), next);
      }
      successors[next] = ~finals.add(nextObservations, n * observationSize);
      next = next + 1 == capacity ? 0 : next + 1;
      size = Math.max(size, next == 0 ? capacity : next);
    }
    latest = count;
    added += count;
  }

  /** What the earlier step led to is kept no more if the later one began there. */
  private void follow(int earlier, int later) {
    int slot = ~successors[earlier];
    if (finals.equal(slot, observations, later * observationSize)) {
      finals.remove(slot);
      successors[earlier] = later;
    }
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

  /**
   * The array that has what a step led to.
   *
   * @param row the step
   * @return flat rows, of which it is {@link #nextRow}
   */
  public float[] nextRows(int row) {
    return successors[row] < 0 ? finals.rows() : observations;
  }

  /** The row of {@link #nextRows} that has what a step led to. */
  public int nextRow(int row) {
    return successors[row] < 0 ? ~successors[row] : successors[row];
  }

  /** Only the rows that count are written, and of what they led to only what is not among them. */
  @Override
  public void save(StateWriter out) {
    out.put("position", size, next, added, latest);
    out.put("observations", first(observations, observationSize));
    out.put("actions", first(actions, actionSize));
    out.put("rewards", first(rewards, 1));
    out.put("terminated", first(terminated, 1));
    out.put("truncated", first(truncated, 1));
    long[] followed = new long[size];
    int others = 0;
    for (int row = 0; row < size; row++) {
      followed[row] = successors[row] < 0 ? -1 : successors[row];
      others += successors[row] < 0 ? 1 : 0;
    }
    float[] ends = new float[others * observationSize];
    int at = 0;
    for (int row = 0; row < size; row++) {
      if (successors[row] < 0) {
        finals.copy(~successors[row], ends, at);
        at += observationSize;
      }
    }
    out.put("successors", followed);
    out.put("finalObservations", ends);
  }

  private float[] first(float[] rows, int columns) {
    return size == capacity ? rows : Arrays.copyOf(rows, size * columns);
  }

  @Override
  public void load(StateReader in) {
    long[] position = new long[4];
    in.get("position", position);
    size = (int) position[0];
    next = (int) position[1];
    added = position[2];
    latest = (int) position[3];
    load(in, "observations", observations, observationSize);
    load(in, "actions", actions, actionSize);
    load(in, "rewards", rewards, 1);
    load(in, "terminated", terminated, 1);
    load(in, "truncated", truncated, 1);
    long[] followed = new long[size];
    in.get("successors", followed);
    int others = (int) Arrays.stream(followed).filter(row -> row < 0).count();
    float[] ends = new float[others * observationSize];
    in.get("finalObservations", ends);
    finals.clear();
    int at = 0;
    for (int row = 0; row < size; row++) {
      successors[row] = (int) followed[row];
      if (followed[row] < 0) {
        successors[row] = ~finals.add(ends, at);
        at += observationSize;
      }
    }
  }

  private void load(StateReader in, String name, float[] rows, int columns) {
    float[] first = size == capacity ? rows : new float[size * columns];
    in.get(name, first);
    if (first != rows) {
      System.arraycopy(first, 0, rows, 0, first.length);
    }
  }
}
