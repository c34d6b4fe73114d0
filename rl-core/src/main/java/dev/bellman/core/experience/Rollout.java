package dev.bellman.core.experience;

/**
 * What N environments went through in T steps, for learners that use it once and drop it.
 *
 * <pre>{@code
 * for (int t = 0; t < rollout.steps(); t++) {
 *   … // from environments.observations(): actions, logProbabilities
 *   rollout.addDecision(t, environments.observations(), actions, logProbabilities);
 *   environments.step(actions);
 *   … // finalValues: V of environments.finalObservations() where truncated
 *   rollout.addOutcome(
 *       t, environments.rewards(), environments.terminated(), environments.truncated(), finalValues);
 * }
 * … // from rollout.observations(): rollout.values()
 * rollout.bootstrap(lastValues);
 * }</pre>
 *
 * <p>The arrays are flat and time-major, handed out as they are and never replaced: step t of
 * environment n is row {@code t · N + n}. After {@link #shorten} only the first {@link #size} rows
 * count. Nothing is allocated after the constructor.
 */
public final class Rollout {
  private final int capacity;
  private final int environments;
  private final int observationSize;
  private final int actionSize;
  private final float[] observations;
  private final float[] actions;
  private final float[] logProbabilities;
  private final float[] values;
  private final float[] nextValues;
  private final float[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private int steps;

  /**
   * Room for a rollout.
   *
   * @param steps T, ≥ 1
   * @param environments N, ≥ 1
   * @param observationSize floats an observation, ≥ 1
   * @param actionSize floats an action, ≥ 1
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public Rollout(int steps, int environments, int observationSize, int actionSize) {
    if (steps < 1 || environments < 1 || observationSize < 1 || actionSize < 1) {
      throw new IllegalArgumentException(
          "Rollout: steps, environments, observationSize and actionSize must be ≥ 1, but are "
              + steps
              + ", "
              + environments
              + ", "
              + observationSize
              + ", "
              + actionSize);
    }
    int rows = Math.multiplyExact(steps, environments);
    this.capacity = steps;
    this.steps = steps;
    this.environments = environments;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    observations = new float[Math.multiplyExact(rows, observationSize)];
    actions = new float[Math.multiplyExact(rows, actionSize)];
    logProbabilities = new float[rows];
    values = new float[rows];
    nextValues = new float[rows];
    rewards = new float[rows];
    terminated = new boolean[rows];
    truncated = new boolean[rows];
  }

  /**
   * Uses only the first {@code steps} steps from now on: the last rollout of a training may be
   * shorter. The full length comes back with {@code shorten(capacity())}.
   *
   * @throws IllegalArgumentException if {@code steps} is not in 1 … capacity
   */
  public void shorten(int steps) {
    if (steps < 1 || steps > capacity) {
      throw new IllegalArgumentException(
          "shorten: steps must be in 1 … " + capacity + ", but is " + steps);
    }
    this.steps = steps;
  }

  /**
   * Copies what was seen and decided before step {@code t}.
   *
   * @param observations [N, observation size]
   * @param actions [N, action size], as drawn from the policy and not clipped: the
   *     log-probabilities are theirs
   * @param logProbabilities log π(aₜ | sₜ), [N]
   * @throws IllegalArgumentException if {@code t} is not in 0 … steps − 1
   */
  public void addDecision(int t, float[] observations, float[] actions, float[] logProbabilities) {
    int row = row("addDecision", t);
    System.arraycopy(
        observations, 0, this.observations, row * observationSize, environments * observationSize);
    System.arraycopy(actions, 0, this.actions, row * actionSize, environments * actionSize);
    System.arraycopy(logProbabilities, 0, this.logProbabilities, row, environments);
  }

  /**
   * Copies what came of step {@code t}.
   *
   * @param rewards [N]
   * @param terminated [N]
   * @param truncated [N]
   * @param finalValues V of the final observations, [N]; read only where an episode was truncated
   *     and did not terminate
   * @throws IllegalArgumentException if {@code t} is not in 0 … steps − 1
   */
  public void addOutcome(
      int t, double[] rewards, boolean[] terminated, boolean[] truncated, float[] finalValues) {
    int row = row("addOutcome", t);
    for (int n = 0; n < environments; n++) {
      this.rewards[row + n] = (float) rewards[n];
      this.terminated[row + n] = terminated[n];
      this.truncated[row + n] = truncated[n];
      this.nextValues[row + n] = truncated[n] && !terminated[n] ? finalValues[n] : 0;
    }
  }

  /**
   * Completes {@link #nextValues} when all steps were added and {@link #values} written: where no
   * episode ended, what follows is the next step's observation, and after the last step that of
   * {@code lastValues}.
   *
   * @param lastValues V of the observations after the last step, [N]
   */
  public void bootstrap(float[] lastValues) {
    int last = size() - environments;
    for (int i = 0; i < last; i++) {
      if (!(terminated[i] | truncated[i])) {
        nextValues[i] = values[i + environments];
      }
    }
    for (int n = 0; n < environments; n++) {
      if (!(terminated[last + n] | truncated[last + n])) {
        nextValues[last + n] = lastValues[n];
      }
    }
  }

  private int row(String operation, int t) {
    if (t < 0 || t >= steps) {
      throw new IllegalArgumentException(
          operation + ": t must be in 0 … " + (steps - 1) + ", but is " + t);
    }
    return t * environments;
  }

  /** The number of steps that count: T. */
  public int steps() {
    return steps;
  }

  /** The largest T there is room for. */
  public int capacity() {
    return capacity;
  }

  /** The number of environments: N. */
  public int environments() {
    return environments;
  }

  /** The number of rows that count: T · N. */
  public int size() {
    return steps * environments;
  }

  /** Observations before each step, [T · N, observation size]. */
  public float[] observations() {
    return observations;
  }

  /** Actions as they were drawn, [T · N, action size]. */
  public float[] actions() {
    return actions;
  }

  /** log π(aₜ | sₜ) of the policy that acted, [T, N]. */
  public float[] logProbabilities() {
    return logProbabilities;
  }

  /** V(sₜ) of the critic before the update, [T, N]: to be written before {@link #bootstrap}. */
  public float[] values() {
    return values;
  }

  /** V(s′ₜ), [T, N]: 0 where an episode terminated; complete after {@link #bootstrap}. */
  public float[] nextValues() {
    return nextValues;
  }

  /** Rewards, [T, N]. */
  public float[] rewards() {
    return rewards;
  }

  /** Whether an episode terminated with a step, [T, N]. */
  public boolean[] terminated() {
    return terminated;
  }

  /** Whether an episode was truncated after a step, [T, N]. */
  public boolean[] truncated() {
    return truncated;
  }
}
