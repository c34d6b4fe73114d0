package dev.bellman.core.policy;

/** What chooses actions. */
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
