package dev.bellman.core.environment;

/**
 * N environments of one kind, acted in by one call over arrays that hold all their states.
 *
 * <p>What comes of it is, to the bit, what comes of calling {@link Environment#step} on one after
 * the other. The environments stay what they are: between two calls each may be reset, saved,
 * loaded and even stepped by itself.
 */
@FunctionalInterface
public interface Lockstep {

  /**
   * Acts once in every environment; resets none. Allocates nothing.
   *
   * @param actions [N, action size]; not written
   * @param observations [N, observation size], written: the final one where an episode ended
   * @param rewards [N], written
   * @param terminated [N], written
   * @param truncated [N], written
   */
  void step(
      float[] actions,
      float[] observations,
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated);
}
