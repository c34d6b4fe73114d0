package dev.bellman.envs;

import dev.bellman.core.checkpoint.CheckpointException;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.envs.Trace.Sight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Acts at random in an environment and says where it breaks the contract of {@link Environment}.
 *
 * <pre>{@code
 * assertThat(EnvironmentChecker.check(() -> new Checked<>(new Corridor(6)), 0)).isEmpty();
 * }</pre>
 *
 * <p>The environment is to be as trainings get it, with {@code Checked} outermost; without it, the
 * three rules about callers are found broken. Random actions see only where they lead: that nothing
 * is found proves nothing.
 */
public final class EnvironmentChecker {
  /** The same seed and actions show the same; a seeded reset forgets all that was before. */
  public static final String SEED = "seed";

  /** Each observation is in the observation space. */
  public static final String OBSERVATION = "observation";

  /** Each reward is finite. */
  public static final String REWARD = "reward";

  /** Only the caller's observation row is written, and only during the call; no array is kept. */
  public static final String ARRAYS = "arrays";

  /** A step before the first reset or after the end of an episode is refused. */
  public static final String TURN = "turn";

  /** An action with a component that is not finite is refused. */
  public static final String FINITE_ACTION = "finite-action";

  /** A discrete action that there is not is refused. */
  public static final String KNOWN_ACTION = "known-action";

  /** An episode is truncated at its time limit and only there; flags change by steps alone. */
  public static final String TRUNCATION = "truncation";

  /** What was saved goes on, restored, as if nothing had happened; saving changes nothing. */
  public static final String STATE = "state";

  private static final int STEPS = 1_000;
  private static final int MOST_STEPS = 20_000;
  private static final int CONTINUED = 100;
  private static final int[] SAVED_AFTER = {0, 1, 2, 3, 5, 10, 20, 50};
  private static final long FIRST_SEED = 1;
  private static final long OTHER_SEED = 2;

  private final Supplier<? extends Environment<?>> maker;
  private final int maxSteps;
  private final Space observationSpace;
  private final Space actionSpace;
  private final float[][] actions;

  /**
   * One rule that is broken.
   *
   * @param rule which, one of the constants of {@link EnvironmentChecker}
   * @param sentence how it shows
   */
  public record Finding(String rule, String sentence) {}

  private EnvironmentChecker(Supplier<? extends Environment<?>> maker, int maxSteps) {
    this.maker = maker;
    this.maxSteps = maxSteps;
    Environment<?> first = maker.get();
    if (first == maker.get()) {
      throw new IllegalArgumentException(
          "check: the supplier must make an environment each time, but gave the same one twice");
    }
    observationSpace = first.observationSpace();
    actionSpace = first.actionSpace();
    actions = Trace.actions(actionSpace, STEPS + Math.min(maxSteps, MOST_STEPS));
  }

  /**
   * Checks the environments that {@code maker} makes. What needs two equal runs is looked at only
   * if {@link #SEED} holds.
   *
   * @param maker makes a fresh environment each time it is asked
   * @param maxSteps the time limit that the environment declares, or 0 if it has none
   * @return the first case of each rule that is broken; empty if all is well
   * @throws IllegalArgumentException if maxSteps is negative, or the supplier gives the same
   *     environment twice
   */
  public static List<Finding> check(Supplier<? extends Environment<?>> maker, int maxSteps) {
    if (maxSteps < 0) {
      throw new IllegalArgumentException("check: maxSteps must be ≥ 0, but is " + maxSteps);
    }
    return new EnvironmentChecker(maker, maxSteps).findings();
  }

  private List<Finding> findings() {
    List<Sight> sights = trace(maker.get()).reset(FIRST_SEED).steps(actions.length).sights();
    List<Finding> findings = new ArrayList<>();
    Optional<Finding> seed = seed(sights);
    Stream.of(seed, observation(sights), reward(sights), truncation(sights))
        .flatMap(Optional::stream)
        .forEach(findings::add);
    Stream.of(turn(), finiteAction(), knownAction())
        .flatMap(Optional::stream)
        .forEach(findings::add);
    if (seed.isEmpty()) {
      Stream.of(arrays(sights), state()).flatMap(Optional::stream).forEach(findings::add);
    }
    return List.copyOf(findings);
  }

  private Trace trace(Environment<?> environment) {
    return new Trace(environment, actions, array -> {});
  }

  private Optional<Finding> seed(List<Sight> sights) {
    Environment<?> used = maker.get();
    trace(used).reset(OTHER_SEED).steps(CONTINUED);
    List<Sight> again = trace(maker.get()).reset(FIRST_SEED).steps(actions.length).sights();
    List<Sight> after = trace(used).reset(FIRST_SEED).steps(actions.length).sights();
    return difference(sights, again)
        .map(where -> "two environments with the same seed differ " + where)
        .or(
            () ->
                difference(sights, after)
                    .map(where -> "an environment reset to a seed differs from a new one " + where))
        .map(sentence -> new Finding(SEED, sentence));
  }

  /** Where the two first differ. */
  private static Optional<String> difference(List<Sight> expected, List<Sight> seen) {
    for (int i = 0; i < Math.min(expected.size(), seen.size()); i++) {
      if (!expected.get(i).same(seen.get(i))) {
        return Optional.of(expected.get(i).where());
      }
    }
    return expected.size() == seen.size() ? Optional.empty() : Optional.of("in their lengths");
  }

  private Optional<Finding> observation(List<Sight> sights) {
    return sights.stream()
        .filter(sight -> !observationSpace.contains(sight.observation(), 0))
        .findFirst()
        .map(
            sight ->
                new Finding(
                    OBSERVATION,
                    "the observation "
                        + Arrays.toString(sight.observation())
                        + " "
                        + sight.where()
                        + " is not in "
                        + observationSpace));
  }

  private Optional<Finding> reward(List<Sight> sights) {
    return sights.stream()
        .filter(sight -> !Double.isFinite(sight.reward()))
        .findFirst()
        .map(sight -> new Finding(REWARD, "the reward is " + sight.reward() + " " + sight.where()));
  }

  private Optional<Finding> truncation(List<Sight> sights) {
    return sights.stream()
        .flatMap(sight -> truncation(sight).stream())
        .findFirst()
        .map(sentence -> new Finding(TRUNCATION, sentence));
  }

  private Optional<String> truncation(Sight sight) {
    boolean due = maxSteps > 0 && sight.elapsed() >= maxSteps;
    if (!sight.steady()) {
      return Optional.of("terminated and truncated, read twice, differ " + sight.where());
    }
    if (sight.elapsed() == 0 && (sight.terminated() || sight.truncated())) {
      return Optional.of("the episode is over " + sight.where());
    }
    if (sight.truncated() && !due) {
      String limit = maxSteps == 0 ? "there is no time limit" : "the time limit is " + maxSteps;
      return Optional.of("the episode is truncated " + sight.where() + ", but " + limit);
    }
    return due && !sight.truncated() && !sight.terminated()
        ? Optional.of("the time limit is " + maxSteps + ", but nothing is truncated there")
        : Optional.empty();
  }

  /**
   * Lets an environment keep whatever it likes: once to see if it writes there later, once with NaN
   * in all arrays after each call, to see if it reads there.
   */
  private Optional<Finding> arrays(List<Sight> sights) {
    Trace kept = trace(maker.get()).reset(FIRST_SEED).steps(actions.length);
    if (!kept.arraysHold()) {
      return Optional.of(
          new Finding(
              ARRAYS, "an array of the caller is written elsewhere or later than its row allows"));
    }
    Trace spoilt = new Trace(maker.get(), actions, array -> Arrays.fill(array, Float.NaN));
    Optional<String> read;
    try {
      read = difference(sights, spoilt.reset(FIRST_SEED).steps(actions.length).sights());
    } catch (RuntimeException failure) {
      read = Optional.of("and fails: " + failure);
    }
    return read.map(
        where -> new Finding(ARRAYS, "an array of an earlier call is read later, " + where));
  }

  private Optional<Finding> turn() {
    Environment<?> fresh = maker.get();
    if (!isRefused(fresh, actions[0], IllegalStateException.class)) {
      return Optional.of(
          new Finding(TURN, "a step before the first reset throws no IllegalStateException"));
    }
    Environment<?> ended = maker.get();
    Trace episode = trace(ended).reset(FIRST_SEED).episode();
    return episode.ended() && !isRefused(ended, actions[0], IllegalStateException.class)
        ? Optional.of(
            new Finding(TURN, "a step after the end of an episode throws no IllegalStateException"))
        : Optional.empty();
  }

  private Optional<Finding> finiteAction() {
    float[] wrong =
        actionSpace instanceof Box
            ? new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}
            : new float[] {Float.NaN};
    return accepted(wrong).map(action -> new Finding(FINITE_ACTION, taken(action)));
  }

  private Optional<Finding> knownAction() {
    return actionSpace instanceof Discrete(int n)
        ? accepted(new float[] {n, -1, 0.5f})
            .map(action -> new Finding(KNOWN_ACTION, taken(action)))
        : Optional.empty();
  }

  private static String taken(float action) {
    return "the action " + action + " throws no IllegalArgumentException";
  }

  /** The first of these actions, as the last component, that is not refused. */
  private Optional<Float> accepted(float[] wrong) {
    for (float last : wrong) {
      Environment<?> environment = maker.get();
      trace(environment).reset(FIRST_SEED);
      float[] action = actions[0].clone();
      action[action.length - 1] = last;
      if (!isRefused(environment, action, IllegalArgumentException.class)) {
        return Optional.of(last);
      }
    }
    return Optional.empty();
  }

  private boolean isRefused(
      Environment<?> environment, float[] action, Class<? extends RuntimeException> refusal) {
    try {
      environment.step(action.clone(), 0, new float[observationSpace.size()], 0);
      return false;
    } catch (RuntimeException thrown) {
      return refusal.isInstance(thrown);
    }
  }

  private Optional<Finding> state() {
    for (int steps : SAVED_AFTER) {
      Environment<?> fresh = maker.get();
      Environment<?> used = maker.get();
      trace(used).reset(OTHER_SEED).steps(steps + 1);
      Optional<String> difference = continued(steps, fresh).or(() -> continued(steps, used));
      if (difference.isPresent()) {
        return difference.map(
            where -> new Finding(STATE, "what was saved after " + steps + " steps " + where));
      }
    }
    return Optional.empty();
  }

  /** How the twin, restored after so many steps, goes on otherwise than what was saved. */
  private Optional<String> continued(int steps, Environment<?> twin) {
    Environment<?> environment = maker.get();
    Trace saved = trace(environment).reset(FIRST_SEED).steps(steps);
    InMemoryState state = InMemoryState.of(environment);
    if (!state.equals(InMemoryState.of(environment))) {
      return Optional.of("is not the same when it is saved again");
    }
    try {
      state.restore(twin);
    } catch (CheckpointException failure) {
      return Optional.of("cannot be restored: " + failure.getMessage());
    }
    Trace restored = trace(twin).goOnFrom(saved).steps(CONTINUED);
    int before = saved.sights().size();
    List<Sight> all = saved.steps(CONTINUED).sights();
    return difference(all.subList(before, all.size()), restored.sights())
        .map(where -> "goes on otherwise " + where);
  }
}
