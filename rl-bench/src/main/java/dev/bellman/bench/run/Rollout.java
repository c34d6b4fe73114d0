package dev.bellman.bench.run;

import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import java.io.PrintStream;
import java.util.StringJoiner;

/**
 * Acts in one environment and prints each observation, action and reward as a CSV row, with numbers
 * that read back to the same bits.
 *
 * <p>An action beyond the bounds of a {@code Box} is passed on as it is: each environment says what
 * it makes of it. An episode's end is followed by a row of kind "reset" with the first observation
 * of the next, whose generator goes on as it is.
 */
public final class Rollout {
  private final Environment<?> environment;
  private final long seed;
  private final PrintStream out;
  private final float[] observation;
  private final float[] action;

  /** A rollout that begins with {@code reset(seed)}. */
  public Rollout(Environment<?> environment, long seed, PrintStream out) {
    this.environment = environment;
    this.seed = seed;
    this.out = out;
    this.observation = new float[environment.observationSpace().size()];
    this.action = new float[environment.actionSpace().size()];
  }

  /** Where the actions of a rollout come from. */
  @FunctionalInterface
  public interface Actions {

    /**
     * Writes the action of a step.
     *
     * @param step from 1 on
     * @param observation what is seen before it
     * @param action written
     */
    void next(int step, float[] observation, float[] action);

    /** Told before the first action and at each reset: a memory of the episode goes. */
    default void episodeEnded() {}

    /** Uniform ones; an unbounded component gets [-1, 1], about where policies begin. */
    static Actions random(Space space, Pcg64 random) {
      return (step, observation, action) -> {
        switch (space) {
          case Finite finite -> finite.write(random.integers(finite.n()), action, 0);
          case Box box -> {
            for (int i = 0; i < action.length; i++) {
              float low =
                  Math.max(box.low(i), Float.isInfinite(box.high(i)) ? -1 : -Float.MAX_VALUE);
              float high =
                  Math.min(box.high(i), Float.isInfinite(box.low(i)) ? 1 : Float.MAX_VALUE);
              action[i] = (float) random.uniform(low, high);
            }
          }
        }
      };
    }

    /** Those of a policy, which has the environment for its row 0. */
    static Actions of(Policy policy) {
      return new Actions() {
        @Override
        public void next(int step, float[] observation, float[] action) {
          policy.act(observation, 1, action);
        }

        @Override
        public void episodeEnded() {
          policy.episodeEnded(0);
        }
      };
    }
  }

  /**
   * Who else sees the rows, each as soon as it is printed, while the environment is in its state.
   */
  public interface Watcher {
    /** Sees nothing. */
    Watcher NONE =
        new Watcher() {
          @Override
          public void reset(float[] observation) {}

          @Override
          public void step(
              float[] action,
              double reward,
              float[] observation,
              boolean terminated,
              boolean truncated) {}
        };

    /** Does the same after each row. */
    static Watcher after(Runnable row) {
      return new Watcher() {
        @Override
        public void reset(float[] observation) {
          row.run();
        }

        @Override
        public void step(
            float[] action,
            double reward,
            float[] observation,
            boolean terminated,
            boolean truncated) {
          row.run();
        }
      };
    }

    /**
     * An episode begins.
     *
     * @param observation not kept
     */
    void reset(float[] observation);

    /**
     * A step was made.
     *
     * @param action as it was given, perhaps beyond its bounds; not kept
     * @param observation that followed; not kept
     */
    void step(
        float[] action, double reward, float[] observation, boolean terminated, boolean truncated);
  }

  /** Prints the header and the rows of so many steps. */
  public void print(int steps, Actions actions) {
    print(steps, actions, Watcher.NONE);
  }

  /** The same, and somebody watches. */
  public void print(int steps, Actions actions, Watcher watcher) {
    header();
    environment.reset(seed, observation, 0);
    actions.episodeEnded();
    row(0, "reset", "", ",,");
    watcher.reset(observation);
    for (int step = 1; step <= steps; step++) {
      actions.next(step, observation, action);
      check(step);
      double reward = environment.step(action, 0, observation, 0);
      boolean terminated = environment.terminated();
      boolean truncated = environment.truncated();
      String end = Numerals.of(reward) + "," + (terminated ? 1 : 0) + "," + (truncated ? 1 : 0);
      row(step, "step", numbers(environment.actionSpace(), action, ";"), end);
      watcher.step(action, reward, observation, terminated, truncated);
      if (terminated || truncated) {
        environment.reset(observation, 0);
        actions.episodeEnded();
        row(step, "reset", "", ",,");
        watcher.reset(observation);
      }
    }
    out.flush();
  }

  private void check(int step) {
    boolean known =
        switch (environment.actionSpace()) {
          case Finite finite -> finite.contains(action, 0);
          case Box _ -> isFinite(action);
        };
    if (!known) {
      throw new UsageException(
          "The action of step "
              + step
              + ", "
              + numbers(environment.actionSpace(), action, ",")
              + ", is not in "
              + environment.actionSpace());
    }
  }

  private static boolean isFinite(float[] row) {
    for (float x : row) {
      if (!Float.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  private void header() {
    StringJoiner header = new StringJoiner(",");
    header.add("seed").add("step").add("kind").add("action");
    for (int i = 0; i < observation.length; i++) {
      header.add("obs" + i);
    }
    out.println(header.add("reward").add("terminated").add("truncated"));
  }

  private void row(int step, String kind, String action, String end) {
    String seen = numbers(environment.observationSpace(), observation, ",");
    out.println(seed + "," + step + "," + kind + "," + action + "," + seen + "," + end);
  }

  private static String numbers(Space space, float[] row, String separator) {
    StringJoiner numbers = new StringJoiner(separator);
    for (float x : row) {
      numbers.add(space instanceof Finite ? Integer.toString((int) x) : Numerals.of(x));
    }
    return numbers.toString();
  }
}
