package dev.bellman.core.environment;

import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.space.Space;

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
 * <p>An environment writes its observation into the caller's row and keeps no hold of it. Stepping
 * before the first reset, or after an episode has ended, is refused with an {@link
 * IllegalStateException}; an action outside the action space with an {@link
 * IllegalArgumentException}. Its state can be saved and restored, its generator included. Not
 * thread-safe.
 *
 * @param <A> the action space: an algorithm for discrete actions does not compile on a {@code Box}
 */
public interface Environment<A extends Space> extends Stateful {

  /** The space of observations. */
  Space observationSpace();

  /** The space of actions. */
  A actionSpace();

  /** Seeds the generator, starts an episode and writes the first observation. */
  void reset(long seed, float[] observation, int at);

  /** Starts an episode with the generator as it is and writes the first observation. */
  void reset(float[] observation, int at);

  /**
   * Acts once and writes the next observation: at the end of an episode the <b>final</b> one.
   *
   * @param action a row of the action space, starting at {@code actionAt}; not written
   * @return the reward
   */
  double step(float[] action, int actionAt, float[] observation, int at);

  /** Whether the last step reached an absorbing state: nothing follows it, the future is worth 0. */
  boolean terminated();

  /** Whether the last step was cut off from outside (a time limit): the future has a value. */
  boolean truncated();
}
