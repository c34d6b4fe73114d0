package dev.bellman.bench.run;

import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An algorithm as the command line knows it.
 *
 * @param name what users type
 * @param sentence what it is, for {@code rl list}
 * @param defaults its configuration when nothing is set
 * @param factory makes its trainings
 * @param actions {@code Discrete.class}, {@code Box.class}, or {@code Space.class} for either
 * @param observations how it wants to see discrete observations
 * @param source where its experience comes from
 * @param speed how {@code rl speed} measures it, if it can be measured
 * @param <C> its configuration
 */
public record AlgorithmEntry<C extends Record>(
    String name,
    String sentence,
    C defaults,
    Factory<C> factory,
    Class<? extends Space> actions,
    Observations observations,
    Source source,
    Optional<Speed> speed) {

  private static final String BUFFER_SIZE = "experience.bufferSize";

  /** An algorithm that learns from the environment. */
  AlgorithmEntry(
      String name,
      String sentence,
      C defaults,
      Factory<C> factory,
      Class<? extends Space> actions,
      Observations observations,
      Optional<Speed> speed) {
    this(name, sentence, defaults, factory, actions, observations, Source.ENVIRONMENT, speed);
  }

  /** Whether the spaces of an environment are those that it learns in. */
  boolean fits(Environment<?> environment) {
    return actions.isInstance(environment.actionSpace())
        && (observations == Observations.ONE_HOT
            || environment.observationSpace() instanceof Finite);
  }

  /** Makes a training of a deep learner that acts in a space of one kind. */
  @FunctionalInterface
  interface Trainings<C, A extends Space> {

    /** A training at step 0. */
    Training on(Supplier<Environment<A>> environment, C config, Seeds seeds, Workers workers);
  }

  /**
   * A deep learner.
   *
   * @param actions {@code Discrete.class}, {@code Box.class}, or {@code Space.class} for either
   */
  static <C extends Record, A extends Space> AlgorithmEntry<C> learner(
      String name,
      String sentence,
      C defaults,
      Class<A> actions,
      Trainings<C, A> trainings,
      Optional<Speed> speed) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        defaults,
        (config, environments, seed, threads) ->
            trainings.on(environments.acting(actions), config, Seeds.of(seed), Workers.of(threads)),
        actions,
        Observations.ONE_HOT,
        speed);
  }

  /** Makes a training of a learner on a dataset, whose environment has actions of one kind. */
  @FunctionalInterface
  interface OfflineTrainings<C, A extends Space> {

    /** A training at step 0; without data it can only be loaded. */
    Training on(
        Optional<Dataset> data,
        Supplier<Environment<A>> environment,
        C config,
        Seeds seeds,
        Workers workers);
  }

  /**
   * A learner on a dataset.
   *
   * @param actions as above
   */
  static <C extends Record, A extends Space> AlgorithmEntry<C> offline(
      String name,
      String sentence,
      C defaults,
      Class<A> actions,
      OfflineTrainings<C, A> trainings,
      Optional<Speed> speed) {
    return new AlgorithmEntry<>(
        name,
        sentence,
        defaults,
        (config, environments, seed, threads) ->
            trainings.on(
                environments.dataset(),
                environments.acting(actions),
                config,
                Seeds.of(seed),
                Workers.of(threads)),
        actions,
        Observations.ONE_HOT,
        Source.DATASET,
        speed);
  }

  /** Where an algorithm has its experience from. */
  public enum Source {
    /** The environment, or its dynamics. */
    ENVIRONMENT,
    /** A dataset. */
    DATASET
  }

  /** How an algorithm wants to see discrete observations. */
  public enum Observations {
    /** A number, as tables want it. */
    INDEX,
    /** A 1 at that number among zeros, as networks want it. */
    ONE_HOT
  }

  /** Makes the trainings of one algorithm. */
  @FunctionalInterface
  public interface Factory<C extends Record> {

    /**
     * A training at step 0.
     *
     * @param config what the user chose
     * @param environments makes as many environments as the algorithm wants
     * @param seed all its randomness comes from {@code Seeds.of(seed)}
     * @param threads how many threads it may use, ≥ 1; never changes a bit of the result
     * @throws IllegalArgumentException if the algorithm does not suit the environment
     */
    Training create(C config, EnvironmentFactory environments, long seed, int threads);
  }

  /** Its environments, as it wants to see their observations. */
  private EnvironmentFactory seen(EnvironmentFactory environments) {
    return observations == Observations.ONE_HOT ? environments.oneHot() : environments;
  }

  /**
   * What the replay buffer of such a training will take, in one sentence, if it has one.
   *
   * @param settings all of them
   */
  Optional<String> replayMemory(Map<String, String> settings, EnvironmentFactory environments) {
    return settings.keySet().stream()
        .filter(name -> name.endsWith(BUFFER_SIZE))
        .findFirst()
        .map(
            name -> {
              int steps = Integer.parseInt(settings.get(name));
              Environment<?> environment = seen(environments).make();
              int observation = environment.observationSpace().size();
              int action = environment.actionSpace().size();
              return String.format(
                  Locale.ROOT,
                  "a replay buffer of %d steps takes %.1f MB (%s)",
                  steps,
                  ReplayBuffer.bytes(steps, observation, action) * 1e-6,
                  name);
            });
  }

  /**
   * A training with these settings on top of the defaults.
   *
   * @throws UsageException if a setting or the environment is not accepted
   */
  Training create(
      Map<String, String> settings, EnvironmentFactory environments, long seed, int threads) {
    C config = ConfigBinding.with(defaults, settings);
    try {
      return factory.create(config, seen(environments), seed, threads);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
