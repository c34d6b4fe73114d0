package dev.bellman.core.experience;

import java.util.Arrays;

/**
 * Grows a {@link Dataset} step by step.
 *
 * <pre>{@code
 * builder.begin(observation);
 * builder.step(action, reward, terminated, truncated, nextObservation);   // until the episode ends
 * }</pre>
 */
public final class DatasetBuilder {
  private final Dataset.Origin origin;
  private final int observationSize;
  private final int actionSize;
  private int[] starts = new int[16];
  private int episodes;
  private int steps;
  private float[] observations;
  private float[] actions;
  private float[] rewards = new float[16];
  private boolean[] terminated = new boolean[16];
  private boolean[] truncated = new boolean[16];

  /** No episode yet. */
  public DatasetBuilder(Dataset.Origin origin) {
    this.origin = origin;
    this.observationSize = origin.observationSpace().size();
    this.actionSize = origin.actionSpace().size();
    observations = new float[16 * observationSize];
    actions = new float[16 * actionSize];
  }

  /** Steps so far. */
  public int steps() {
    return steps;
  }

  /** Begins an episode; one that goes on is cut here, and one without a step is forgotten. */
  public void begin(float[] observation) {
    begin(observation, 0);
  }

  private void begin(float[] from, int at) {
    if (episodes > 0 && starts[episodes - 1] == steps) {
      episodes--;
    }
    if (episodes + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[episodes++] = steps;
    observe(from, at);
  }

  /**
   * Adds a step of the episode that has begun.
   *
   * @throws IllegalStateException if none has
   */
  public void step(
      float[] action,
      double reward,
      boolean terminated,
      boolean truncated,
      float[] nextObservation) {
    step(action, 0, (float) reward, terminated, truncated, nextObservation, 0);
  }

  private void step(
      float[] action,
      int actionAt,
      float reward,
      boolean terminated,
      boolean truncated,
      float[] next,
      int nextAt) {
    if (episodes == 0) {
      throw new IllegalStateException("DatasetBuilder: no episode has begun");
    }
    if (steps == rewards.length) {
      int room = Math.multiplyExact(2, steps);
      rewards = Arrays.copyOf(rewards, room);
      this.terminated = Arrays.copyOf(this.terminated, room);
      this.truncated = Arrays.copyOf(this.truncated, room);
      actions = Arrays.copyOf(actions, Math.multiplyExact(room, actionSize));
    }
    System.arraycopy(action, actionAt, actions, steps * actionSize, actionSize);
    rewards[steps] = reward;
    this.terminated[steps] = terminated;
    this.truncated[steps] = truncated;
    steps++;
    observe(next, nextAt);
  }

  /** Writes the observation that comes next: row {@code steps + episodes − 1}. */
  private void observe(float[] from, int at) {
    int to = (steps + episodes - 1) * observationSize;
    if (to + observationSize > observations.length) {
      observations = Arrays.copyOf(observations, Math.multiplyExact(2, observations.length));
    }
    System.arraycopy(from, at, observations, to, observationSize);
  }

  /** Adds all episodes of another dataset. */
  public void add(Dataset dataset) {
    for (int e = 0; e < dataset.episodes(); e++) {
      add(dataset, e);
    }
  }

  /** Adds episode {@code e} of another dataset. */
  public void add(Dataset dataset, int e) {
    int row = dataset.observationRow(e);
    begin(dataset.observations(), row * observationSize);
    for (int step = dataset.start(e); step < dataset.end(e); step++) {
      row++;
      step(
          dataset.actions(),
          step * actionSize,
          dataset.rewards()[step],
          dataset.terminated()[step],
          dataset.truncated()[step],
          dataset.observations(),
          row * observationSize);
    }
  }

  /**
   * The dataset of all steps so far.
   *
   * @throws IllegalArgumentException if there is none, or it is refused
   */
  public Dataset build() {
    if (episodes > 0 && starts[episodes - 1] == steps) {
      episodes--;
    }
    int[] bounds = Arrays.copyOf(starts, episodes + 1);
    bounds[episodes] = steps;
    return new Dataset(
        origin,
        bounds,
        Arrays.copyOf(observations, (steps + episodes) * observationSize),
        Arrays.copyOf(actions, steps * actionSize),
        Arrays.copyOf(rewards, steps),
        Arrays.copyOf(terminated, steps),
        Arrays.copyOf(truncated, steps));
  }
}
