package dev.bellman.envs.wrapper;

import dev.bellman.core.environment.Equations;

/**
 * The equations of a world that sees something made of each action; they make a row a call.
 *
 * @param world the equations of the world itself
 * @param actions what it sees of an action
 */
record ActionEquations(Equations world, Actions actions) implements Equations {

  /** What a world sees of an action. */
  @FunctionalInterface
  interface Actions {

    /** A new row, made of the action that starts at {@code at}. */
    float[] seen(float[] action, int at);
  }

  @Override
  public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
    world.next(s, sAt, actions.seen(a, aAt), 0, out, at);
  }

  @Override
  public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
    return world.reward(s, sAt, actions.seen(a, aAt), 0, s2, s2At);
  }

  @Override
  public boolean terminates(float[] s2, int at) {
    return world.terminates(s2, at);
  }
}
