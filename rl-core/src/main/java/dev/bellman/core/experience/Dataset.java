package dev.bellman.core.experience;

import dev.bellman.core.space.Space;
import java.util.Arrays;

/**
 * Episodes of a behaviour policy, from which offline learners learn: D^b.
 *
 * <pre>{@code
 * s₀ a₀ r₀ s₁ a₁ r₁ … s_{T−1} a_{T−1} r_{T−1} s_T
 * }</pre>
 *
 * <p>An episode of T steps has T + 1 observations, so that no next observation is ever that of
 * another episode. Observation t of episode e lies in row {@code start(e) + e + t}, its action,
 * reward and flags in row {@code start(e) + t}. The arrays are flat, row by row, and handed out as
 * they are. An episode that neither terminated nor was truncated was cut where its recording ended;
 * like a truncated one it goes on in values.
 *
 * <p>Files are read and written by {@code dev.bellman.envs.dataset}.
 */
public final class Dataset {

  /**
   * Where episodes come from.
   *
   * @param environment the id of the environment
   * @param observationSpace as the environment gives observations
   * @param actionSpace as it takes actions
   * @param behaviour who acted, in a few words
   */
  public record Origin(
      String environment, Space observationSpace, Space actionSpace, String behaviour) {}

  private final Origin origin;
  private final int[] starts;
  private final float[] observations;
  private final float[] actions;
  private final float[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;

  /**
   * A dataset of these arrays, which belong to it from now on.
   *
   * @param starts the first step of each episode and, last, the number of all steps: [episodes + 1]
   * @param observations [steps + episodes, observation size]
   * @param actions [steps, action size]
   * @param rewards [steps]
   * @param terminated [steps]
   * @param truncated [steps]
   * @throws IllegalArgumentException if there is no step, lengths do not agree, a number is not
   *     finite, an action or an observation is not in its space, or an episode goes on after its
   *     end; the message names the field, the episode and the step
   */
  public Dataset(
      Origin origin,
      int[] starts,
      float[] observations,
      float[] actions,
      float[] rewards,
      boolean[] terminated,
      boolean[] truncated) {
    this.origin = origin;
    this.starts = starts;
    this.observations = observations;
    this.actions = actions;
    this.rewards = rewards;
    this.terminated = terminated;
    this.truncated = truncated;
    checkStarts();
    int steps = steps();
    int n = observationSize();
    checkLength("observations", observations.length, (long) (steps + episodes()) * n);
    checkLength("actions", actions.length, (long) steps * actionSize());
    checkLength("rewards", rewards.length, steps);
    checkLength("terminated", terminated.length, steps);
    checkLength("truncated", truncated.length, steps);
    for (int e = 0; e < episodes(); e++) {
      checkEpisode(e);
    }
  }

  private void checkStarts() {
    boolean rising = starts.length >= 2 && starts[0] == 0;
    for (int i = 1; i < starts.length; i++) {
      rising &= starts[i] > starts[i - 1];
    }
    if (!rising) {
      throw new IllegalArgumentException(
          "Dataset: there must be at least one episode, each with at least one step");
    }
  }

  private static void checkLength(String name, int length, long needed) {
    if (length != needed) {
      throw new IllegalArgumentException(
          "Dataset: " + name + " has " + length + " numbers, but there should be " + needed);
    }
  }

  private void checkEpisode(int e) {
    int n = observationSize();
    for (int i = observationRow(e) * n; i < (observationRow(e) + length(e) + 1) * n; i++) {
      if (!Float.isFinite(observations[i])) {
        throw wrong("observation", e, i / n - observationRow(e), observations[i]);
      }
    }
    for (int t = 0; t <= length(e); t++) {
      requireIn("observation", origin.observationSpace, observations, e, t, observationRow(e) + t);
    }
    for (int step = start(e); step < end(e); step++) {
      int t = step - start(e);
      if (!Float.isFinite(rewards[step])) {
        throw wrong("reward", e, t, rewards[step]);
      }
      requireIn("action", origin.actionSpace, actions, e, t, step);
      if ((terminated[step] || truncated[step]) && step + 1 < end(e)) {
        throw new IllegalArgumentException(
            "Dataset: episode " + e + " ends at step " + t + ", but goes on after it");
      }
    }
  }

  private static void requireIn(
      String name, Space space, float[] rows, int episode, int step, int row) {
    int n = space.size();
    if (!space.contains(rows, row * n)) {
      String shown = Arrays.toString(Arrays.copyOfRange(rows, row * n, (row + 1) * n));
      throw wrong(name, episode, step, shown + ", which is not in " + space);
    }
  }

  private static IllegalArgumentException wrong(String name, int episode, int step, Object value) {
    return new IllegalArgumentException(
        "Dataset: the " + name + " at step " + step + " of episode " + episode + " is " + value);
  }

  /** Where the episodes come from. */
  public Origin origin() {
    return origin;
  }

  /** The number of episodes, ≥ 1. */
  public int episodes() {
    return starts.length - 1;
  }

  /** The number of steps of all episodes, ≥ 1. */
  public int steps() {
    return starts[episodes()];
  }

  /** The first step of episode {@code e}; {@code start(episodes())} is {@link #steps}. */
  public int start(int e) {
    return starts[e];
  }

  /** The step after the last of episode {@code e}. */
  public int end(int e) {
    return starts[e + 1];
  }

  /** T, the number of steps of episode {@code e}, ≥ 1. */
  public int length(int e) {
    return end(e) - start(e);
  }

  /** The row of the first observation of episode {@code e}; {@code length(e) + 1} are its own. */
  public int observationRow(int e) {
    return starts[e] + e;
  }

  /** Floats an observation. */
  public int observationSize() {
    return origin.observationSpace.size();
  }

  /** Floats an action. */
  public int actionSize() {
    return origin.actionSpace.size();
  }

  /** All observations, [steps + episodes, observation size]. */
  public float[] observations() {
    return observations;
  }

  /** Actions, [steps, action size]. */
  public float[] actions() {
    return actions;
  }

  /** Rewards, [steps]. */
  public float[] rewards() {
    return rewards;
  }

  /** Whether a step terminated its episode, [steps]. */
  public boolean[] terminated() {
    return terminated;
  }

  /** Whether an episode was truncated after a step, [steps]. */
  public boolean[] truncated() {
    return truncated;
  }

  /**
   * A number that depends on every bit of the episodes, and on nothing else: two datasets with
   * different ones differ.
   */
  public long fingerprint() {
    long sum = Arrays.hashCode(starts);
    sum = 31 * sum + Arrays.hashCode(observations);
    sum = 31 * sum + Arrays.hashCode(actions);
    sum = 31 * sum + Arrays.hashCode(rewards);
    sum = 31 * sum + Arrays.hashCode(terminated);
    return 31 * sum + Arrays.hashCode(truncated);
  }

  /** The sum of the rewards of episode {@code e}, without discount. */
  public double episodeReturn(int e) {
    return discountedReturn(e, 1);
  }

  /** Σ γᵗ·rₜ of episode {@code e}. */
  public double discountedReturn(int e, double gamma) {
    double sum = 0;
    for (int step = end(e) - 1; step >= start(e); step--) {
      sum = rewards[step] + gamma * sum;
    }
    return sum;
  }

  /**
   * The episodes with the highest discounted returns.
   *
   * @param fraction the part of all episodes, in (0, 1]; at least one is kept
   * @throws IllegalArgumentException if the fraction is out of its range
   */
  public Dataset best(double fraction, double gamma) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("Dataset: fraction must be in (0, 1], but is " + fraction);
    }
    Integer[] order = new Integer[episodes()];
    double[] returns = new double[episodes()];
    for (int e = 0; e < order.length; e++) {
      order[e] = e;
      returns[e] = -discountedReturn(e, gamma);
    }
    Arrays.sort(order, (a, b) -> Double.compare(returns[a], returns[b]));
    int kept = Math.max(1, (int) Math.round(fraction * order.length));
    int[] chosen = new int[kept];
    for (int i = 0; i < kept; i++) {
      chosen[i] = order[i];
    }
    Arrays.sort(chosen);
    return of(origin, this, chosen);
  }

  private static Dataset of(Origin origin, Dataset from, int[] chosen) {
    DatasetBuilder builder = new DatasetBuilder(origin);
    for (int e : chosen) {
      builder.add(from, e);
    }
    return builder.build();
  }

  /** Adds all steps to a buffer in their order. */
  public void addTo(ReplayBuffer buffer) {
    int n = observationSize();
    int m = actionSize();
    float[] before = new float[n];
    float[] action = new float[m];
    float[] after = new float[n];
    double[] reward = new double[1];
    boolean[] ended = new boolean[1];
    boolean[] cut = new boolean[1];
    for (int e = 0; e < episodes(); e++) {
      for (int step = start(e); step < end(e); step++) {
        System.arraycopy(observations, (step + e) * n, before, 0, n);
        System.arraycopy(observations, (step + e + 1) * n, after, 0, n);
        System.arraycopy(actions, step * m, action, 0, m);
        reward[0] = rewards[step];
        ended[0] = terminated[step];
        cut[0] = !terminated[step] && step + 1 == end(e);
        buffer.add(1, before, action, reward, ended, cut, after);
      }
    }
  }
}
