package dev.bellman.core.policy;

/**
 * What chooses actions, for many observations at once.
 *
 * <p>It may draw them or compute them; one that draws owns its generator. Not thread-safe.
 */
@FunctionalInterface
public interface Policy {

  /**
   * Chooses an action for each observation.
   *
   * @param observations [rows, observation size], row-major; not written
   * @param rows how many, ≥ 1
   * @param actions [rows, action size], written; each row is in the action space
   */
  void act(float[] observations, int rows, float[] actions);
}
