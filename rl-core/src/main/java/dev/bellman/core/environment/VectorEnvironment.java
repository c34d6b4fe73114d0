package dev.bellman.core.environment;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * N environments of one kind, stepped side by side over flat arrays.
 *
 * <pre>{@code
 * environments.reset(42);
 * while (…) {
 *   policy.act(environments.observations(), environments.size(), actions);
 *   environments.step(actions);
 * }
 * }</pre>
 *
 * <p>An environment whose episode ends is reset in the same step: {@link #observations} then holds
 * the first observation of its next episode, and {@link #finalObservations} what the step really
 * led to. The arrays are handed out as they are, rewritten by every step and never replaced: copy
 * what has to last. A step allocates nothing. Not thread-safe.
 *
 * @param <A> the action space
 */
public final class VectorEnvironment<A extends Space> implements Stateful {
  private final List<Environment<A>> environments;
  private final Space observationSpace;
  private final A actionSpace;
  private final int observationSize;
  private final int actionSize;
  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final Lockstep lockstep;
  private boolean started;

  /**
   * Steps these environments together; they belong to it from now on.
   *
   * @throws IllegalArgumentException if there are none or their spaces differ
   */
  public VectorEnvironment(List<? extends Environment<A>> environments) {
    if (environments.isEmpty()) {
      throw new IllegalArgumentException("VectorEnvironment: there must be at least 1 environment");
    }
    this.environments = List.copyOf(environments);
    observationSpace = environments.getFirst().observationSpace();
    actionSpace = environments.getFirst().actionSpace();
    for (Environment<A> other : this.environments) {
      checkSame("observation", observationSpace, other.observationSpace());
      checkSame("action", actionSpace, other.actionSpace());
    }
    observationSize = observationSpace.size();
    actionSize = actionSpace.size();
    int n = this.environments.size();
    observations = new float[n * observationSize];
    finalObservations = new float[n * observationSize];
    rewards = new double[n];
    terminated = new boolean[n];
    truncated = new boolean[n];
    lockstep = this.environments.getFirst().lockstep(this.environments).orElse(this::oneByOne);
  }

  /**
   * Steps {@code count} environments together.
   *
   * @param environment makes one each time it is asked
   */
  public static <A extends Space> VectorEnvironment<A> of(
      Supplier<? extends Environment<A>> environment, int count) {
    return new VectorEnvironment<>(
        Stream.<Environment<A>>generate(environment).limit(count).toList());
  }

  private static void checkSame(String what, Space first, Space other) {
    if (!first.equals(other)) {
      throw new IllegalArgumentException(
          "VectorEnvironment: " + what + " spaces must be equal, but are " + first + ", " + other);
    }
  }

  /** Starts an episode everywhere, as Gymnasium does: environment i gets {@code seed + i}. */
  public void reset(long seed) {
    for (int i = 0; i < size(); i++) {
      environments.get(i).reset(seed + i, observations, i * observationSize);
    }
    begin();
  }

  /**
   * Starts an episode everywhere, as trainings do: environment i gets {@code
   * seeds.key("environment", i)}, so that neighbouring seeds share no environment.
   */
  public void reset(Seeds seeds) {
    for (int i = 0; i < size(); i++) {
      environments.get(i).reset(seeds.key("environment", i), observations, i * observationSize);
    }
    begin();
  }

  private void begin() {
    for (int i = 0; i < size(); i++) {
      rewards[i] = 0;
      terminated[i] = false;
      truncated[i] = false;
    }
    System.arraycopy(observations, 0, finalObservations, 0, observations.length);
    started = true;
  }

  /**
   * Acts once in every environment, and starts the next episode where one ended.
   *
   * @param actions [N, action size]; not written
   * @throws IllegalStateException before the first reset
   * @throws IllegalArgumentException if an action is refused by its environment, or some are
   *     missing
   */
  public void step(float[] actions) {
    if (!started) {
      throw new IllegalStateException("step: reset the environments before the first step");
    }
    if (actions.length < size() * actionSize) {
      throw new IllegalArgumentException(
          "step: actions has "
              + actions.length
              + " elements, but "
              + size()
              + " environments need "
              + size() * actionSize);
    }
    lockstep.step(actions, observations, rewards, terminated, truncated);
    System.arraycopy(observations, 0, finalObservations, 0, observations.length);
    for (int i = 0; i < size(); i++) {
      if (terminated[i] | truncated[i]) {
        environments.get(i).reset(observations, i * observationSize);
      }
    }
  }

  /** How environments that offer no {@link Lockstep} are stepped. */
  private void oneByOne(
      float[] actions, float[] out, double[] rewards, boolean[] terminated, boolean[] truncated) {
    for (int i = 0; i < size(); i++) {
      Environment<A> environment = environments.get(i);
      rewards[i] = environment.step(actions, i * actionSize, out, i * observationSize);
      terminated[i] = environment.terminated();
      truncated[i] = environment.truncated();
    }
  }

  /** The number of environments: N. */
  public int size() {
    return environments.size();
  }

  /** The space of each environment's observations. */
  public Space observationSpace() {
    return observationSpace;
  }

  /** The space of each environment's actions. */
  public A actionSpace() {
    return actionSpace;
  }

  /** What to act on next, [N, observation size]. */
  public float[] observations() {
    return observations;
  }

  /**
   * What the last step led to, [N, observation size]: the final observation where an episode ended,
   * and the same as {@link #observations} elsewhere. In every row this is the s′ of (s, a, r, s′).
   */
  public float[] finalObservations() {
    return finalObservations;
  }

  /** The rewards of the last step, [N]. */
  public double[] rewards() {
    return rewards;
  }

  /** Whether the last step terminated an episode, [N]. */
  public boolean[] terminated() {
    return terminated;
  }

  /** Whether an episode was truncated after the last step, [N]; it may have terminated as well. */
  public boolean[] truncated() {
    return truncated;
  }

  @Override
  public void save(StateWriter out) {
    out.put("started", started ? 1L : 0L);
    out.put("observations", observations);
    for (int i = 0; i < size(); i++) {
      out.put(Integer.toString(i), environments.get(i));
    }
  }

  @Override
  public void load(StateReader in) {
    started = in.getLong("started") != 0;
    in.get("observations", observations);
    for (int i = 0; i < size(); i++) {
      in.get(Integer.toString(i), environments.get(i));
    }
  }
}
