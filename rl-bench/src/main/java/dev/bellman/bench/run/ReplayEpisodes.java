package dev.bellman.bench.run;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import java.util.Arrays;

/**
 * The rows of a replay buffer as the episodes that they were, oldest first: those of environment 0,
 * then those of environment 1, and so on. An episode whose first steps the ring has overwritten
 * begins with what is left of it; one that was going on is cut.
 *
 * <pre>{@code
 * row i and row i + N (mod capacity) are of one environment
 * }</pre>
 */
public final class ReplayEpisodes {
  private final ReplayBuffer buffer;
  private final int environments;
  private final Dataset.Origin origin;

  /**
   * The episodes of a buffer.
   *
   * @param environments N ≥ 1, which were stepped together; the capacity is a multiple of N
   * @param origin whose observations may be numbers that the buffer holds one-hot
   */
  public ReplayEpisodes(ReplayBuffer buffer, int environments, Dataset.Origin origin) {
    this.buffer = buffer;
    this.environments = environments;
    this.origin = origin;
  }

  /**
   * The episodes that a run met while it learned.
   *
   * @param behaviour who acted, in a few words
   * @throws UsageException if it has no replay buffer
   */
  public static ReplayEpisodes of(TrainingRun.Restored run, String behaviour) {
    if (!(run.training() instanceof OffPolicy training)) {
      throw new UsageException(
          "The run is one of "
              + run.config().algorithm()
              + ", which has no replay buffer: leave out --replay");
    }
    Environment<?> environment = run.environments().make();
    Dataset.Origin origin =
        new Dataset.Origin(
            run.config().environment(),
            environment.observationSpace(),
            environment.actionSpace(),
            behaviour);
    return new ReplayEpisodes(training.replay().buffer(), training.environments(), origin);
  }

  /**
   * The latest steps.
   *
   * @param most how many at most, ≥ 1
   * @throws IllegalArgumentException if there are none
   */
  public Dataset latest(int most) {
    int size = buffer.size();
    int steps = Math.min(most, size);
    int oldest = size == buffer.capacity() ? buffer.next() : 0;
    DatasetBuilder builder = new DatasetBuilder(origin);
    int first = size - steps;
    for (int i = 0; i < environments; i++) {
      // the first of these rows, counted from the oldest, that is of environment i
      int begin = first + Math.floorMod(i - first, environments);
      add(builder, oldest, begin);
    }
    return builder.build();
  }

  private void add(DatasetBuilder builder, int oldest, int begin) {
    int m = buffer.actionSize();
    boolean going = false;
    for (int age = begin; age < buffer.size(); age += environments) {
      int row = (int) (((long) oldest + age) % buffer.capacity());
      if (!going) {
        builder.begin(observation(buffer.observations(), row));
      }
      boolean terminated = buffer.terminated()[row] != 0;
      boolean truncated = buffer.truncated()[row] != 0;
      builder.step(
          Arrays.copyOfRange(buffer.actions(), row * m, (row + 1) * m),
          buffer.rewards()[row],
          terminated,
          truncated,
          observation(buffer.nextRows(row), buffer.nextRow(row)));
      going = !terminated && !truncated;
    }
  }

  /** An observation as the environment gives it. */
  private float[] observation(float[] rows, int row) {
    int n = buffer.observationSize();
    Space space = origin.observationSpace();
    if (space.size() == n || !(space instanceof Finite finite)) {
      return Arrays.copyOfRange(rows, row * n, (row + 1) * n);
    }
    int index = 0;
    while (rows[row * n + index] == 0) {
      index++;
    }
    float[] observation = new float[finite.size()];
    finite.write(index, observation, 0);
    return observation;
  }
}
