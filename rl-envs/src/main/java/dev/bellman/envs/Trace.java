package dev.bellman.envs;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Acts in an environment, resets it where an episode ended, and notes all that is seen. Each call
 * gets arrays of its own, and rows in their middle: a cell before and one behind hold NaN.
 */
final class Trace {
  private static final int AT = 1;

  private final Environment<?> environment;
  private final float[][] actions;
  private final Consumer<float[]> used;
  private final List<Sight> sights = new ArrayList<>();
  private final List<float[]> arrays = new ArrayList<>();
  private final List<float[]> expected = new ArrayList<>();
  private int next;
  private int elapsed;
  private boolean ended;

  /**
   * What one call shows.
   *
   * @param elapsed steps since the reset, 0 for the reset itself
   * @param steady whether the flags read the same twice
   */
  record Sight(
      int elapsed,
      float[] observation,
      double reward,
      boolean terminated,
      boolean truncated,
      boolean steady) {

    /** Whether both show the same bits. */
    boolean same(Sight other) {
      return elapsed == other.elapsed
          && Arrays.equals(observation, other.observation)
          && Double.compare(reward, other.reward) == 0
          && terminated == other.terminated
          && truncated == other.truncated;
    }

    /** Where it was seen, in words. */
    String where() {
      return elapsed == 0 ? "after a reset" : "after step " + elapsed + " of an episode";
    }
  }

  /**
   * Nothing seen yet.
   *
   * @param actions what is done, one after the other
   * @param used is given each array when its call is over and what it holds has been noted
   */
  Trace(Environment<?> environment, float[][] actions, Consumer<float[]> used) {
    this.environment = environment;
    this.actions = actions;
    this.used = used;
  }

  /** So many random actions: within their bounds, or within ±1 on a side that has none. */
  static float[][] actions(Space space, int count) {
    Pcg64 random = Pcg64.of(0);
    float[][] actions = new float[count][space.size()];
    for (float[] action : actions) {
      switch (space) {
        case Finite finite -> finite.write(random.integers(finite.n()), action, 0);
        case Box box -> draw(box, random, action);
      }
    }
    return actions;
  }

  private static void draw(Box box, Pcg64 random, float[] action) {
    for (int i = 0; i < action.length; i++) {
      float low = Float.isInfinite(box.low(i)) ? Math.min(-1, box.high(i)) : box.low(i);
      float high = Float.isInfinite(box.high(i)) ? Math.max(1, low) : box.high(i);
      action[i] = (float) random.uniform(low, high);
    }
  }

  /** Starts with this seed. */
  Trace reset(long seed) {
    float[] rows = rows();
    environment.reset(seed, rows, AT);
    elapsed = 0;
    note(rows, 0);
    return this;
  }

  /** Goes on with an environment that was restored where another trace is. */
  Trace goOnFrom(Trace other) {
    next = other.next;
    elapsed = other.elapsed;
    ended = environment.terminated() || environment.truncated();
    return this;
  }

  /** Takes so many steps, or as many as there are actions left. */
  Trace steps(int count) {
    for (int i = 0; i < count && next < actions.length; i++) {
      if (ended) {
        float[] rows = rows();
        environment.reset(rows, AT);
        elapsed = 0;
        note(rows, 0);
      }
      step();
    }
    return this;
  }

  /** Steps until the episode ends, or there are no more actions. */
  Trace episode() {
    while (!ended && next < actions.length) {
      step();
    }
    return this;
  }

  private void step() {
    float[] given = framed(actions[next++]);
    float[] rows = rows();
    double reward = environment.step(given, AT, rows, AT);
    elapsed++;
    arrays.add(given);
    expected.add(framed(actions[next - 1]));
    note(rows, reward);
    used.accept(given);
  }

  private void note(float[] rows, double reward) {
    boolean terminated = environment.terminated();
    boolean truncated = environment.truncated();
    boolean steady = terminated == environment.terminated() && truncated == environment.truncated();
    float[] observation = Arrays.copyOfRange(rows, AT, rows.length - 1);
    sights.add(new Sight(elapsed, observation, reward, terminated, truncated, steady));
    ended = terminated || truncated;
    arrays.add(rows);
    expected.add(framed(observation));
    used.accept(rows);
  }

  private float[] rows() {
    float[] rows = new float[environment.observationSpace().size() + 2];
    Arrays.fill(rows, Float.NaN);
    return rows;
  }

  private static float[] framed(float[] row) {
    float[] framed = new float[row.length + 2];
    framed[0] = Float.NaN;
    System.arraycopy(row, 0, framed, AT, row.length);
    framed[row.length + 1] = Float.NaN;
    return framed;
  }

  /** All that was seen. */
  List<Sight> sights() {
    return sights;
  }

  /** Whether the episode is over. */
  boolean ended() {
    return ended;
  }

  /** Whether all arrays still hold what was given or seen, and NaN around it. */
  boolean arraysHold() {
    for (int i = 0; i < arrays.size(); i++) {
      if (!Arrays.equals(arrays.get(i), expected.get(i))) {
        return false;
      }
    }
    return true;
  }
}
