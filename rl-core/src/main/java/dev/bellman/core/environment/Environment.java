package dev.bellman.core.environment;

import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.space.Space;
import java.util.List;
import java.util.Optional;

/**
 * A world that is acted in, step by step, with Gymnasium's semantics.
 *
 * <pre>{@code
 * environment.reset(42, observation, 0);
 * while (!environment.terminated() && !environment.truncated()) {
 *   double reward = environment.step(action, 0, observation, 0);
 * }
 * }</pre>
 *
 * <p>An environment writes its observation into the caller's row and keeps no hold of it. Its state
 * can be saved and restored, its generator included. A step allocates nothing. Not thread-safe.
 *
 * <p>{@link Checked} stands between a caller and an environment and holds the caller to the rest:
 * stepping before the first reset, or after an episode has ended, is refused with an {@link
 * IllegalStateException}; an action that is not in a {@code Discrete} space, or has a component
 * that is not finite, with an {@link IllegalArgumentException}. An action outside the bounds of a
 * {@code Box} is not refused: as in Gymnasium, each environment says what it makes of it (usually
 * it clips).
 *
 * @param <A> the action space: an algorithm for discrete actions does not compile on a {@code Box}
 */
public interface Environment<A extends Space> extends Stateful {

  /** The space of observations. */
  Space observationSpace();

  /** The space of actions. */
  A actionSpace();

  /**
   * Seeds the generator, starts an episode and writes the first observation.
   *
   * @param seed read as an unsigned number; a seed of Gymnasium gives Gymnasium's own first state
   * @param observation written from {@code at} on, as many floats as the observation space has
   */
  void reset(long seed, float[] observation, int at);

  /**
   * Starts an episode with the generator as it is and writes the first observation.
   *
   * <p>An environment that was never seeded starts as if it had been seeded with 0.
   */
  void reset(float[] observation, int at);

  /**
   * Acts once and writes the next observation: at the end of an episode the <b>final</b> one.
   *
   * @param action a row of the action space, starting at {@code actionAt}; not written
   * @param observation written from {@code at} on; may be the array of the observation before
   * @return the reward
   */
  double step(float[] action, int actionAt, float[] observation, int at);

  /**
   * Whether the last step reached an absorbing state: nothing follows it, the future is worth 0.
   */
  boolean terminated();

  /**
   * Whether the last step was cut off from outside (a time limit): the future has a value.
   *
   * <p>It may have terminated in the same step; then {@link #terminated} counts.
   */
  boolean truncated();

  /**
   * The equations of this world, if it has any that can be told: only where an observation shows
   * the whole state and what follows is certain, without noise.
   *
   * <p>A wrapper passes on what stays true of what it shows and takes.
   */
  default Optional<Equations> equations() {
    return Optional.empty();
  }

  /** The world itself, without the wrappers around it. */
  default Environment<?> unwrapped() {
    return this;
  }

  /**
   * A way to step these environments in one call, if there is one that is faster than a loop.
   *
   * <p>An environment that offers it moves its state to arrays that all of them share. A wrapper
   * asks those that it wraps.
   *
   * @param environments N of them, this one the first
   */
  default Optional<Lockstep> lockstep(List<? extends Environment<A>> environments) {
    return Optional.empty();
  }
}
