package dev.bellman.core.environment;

/**
 * The equations of a world, as functions of what is observed of it.
 *
 * <pre>{@code
 * s′ = f(s, a)        r = r(s, a, s′)        terminated = e(s′)
 * }</pre>
 *
 * <p>An observation s stands for the whole state, in single precision: what follows is what the
 * world does, to within rounding. At a border, such as a wall or the place where episodes end,
 * rounding may fall on the other side. A time limit is no part of the equations.
 *
 * <p>Observations need not come from the world: a learner may ask for the reward of what its own
 * model foresees. Nothing is checked. Without state: any number of threads may ask at once.
 */
public interface Equations {

  /**
   * Writes the observation that follows.
   *
   * @param s an observation, starting at {@code sAt}; not written
   * @param a an action, starting at {@code aAt}; not written
   * @param out s′, written from {@code at} on; must not overlap what is read
   */
  void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at);

  /**
   * The reward of a step from s with a to s′.
   *
   * @param s an observation, starting at {@code sAt}
   * @param a an action, starting at {@code aAt}
   * @param s2 the next observation s′, starting at {@code s2At}
   */
  double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At);

  /**
   * Whether a step that leads to s′ terminates the episode.
   *
   * @param s2 the next observation s′, starting at {@code at}
   */
  boolean terminates(float[] s2, int at);
}
