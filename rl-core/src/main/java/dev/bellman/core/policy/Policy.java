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

  /**
   * Told that the episode of a row is over, or that a new one begins: a policy with a memory
   * forgets what it knows of that row. It may be told more than once between two episodes.
   *
   * <p>Whoever acts in episodes tells it: before the first action and at each reset. A policy that
   * asks another passes it on.
   *
   * @param row from 0 on; perhaps one that {@link #act} has not had yet
   */
  default void episodeEnded(int row) {}
}
