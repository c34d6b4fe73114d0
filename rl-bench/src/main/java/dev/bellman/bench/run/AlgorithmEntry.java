package dev.bellman.bench.run;

import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
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
    Observations observations,
    Source source,
    Optional<Speed> speed) {

  /** An algorithm that learns from the environment. */
  AlgorithmEntry(
      String name,
      String sentence,
      C defaults,
      Factory<C> factory,
      Observations observations,
      Optional<Speed> speed) {
    this(name, sentence, defaults, factory, observations, Source.ENVIRONMENT, speed);
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

  /**
   * A training with these settings on top of the defaults.
   *
   * @throws UsageException if a setting or the environment is not accepted
   */
  Training create(
      Map<String, String> settings, EnvironmentFactory environments, long seed, int threads) {
    C config = ConfigBinding.with(defaults, settings);
    try {
      EnvironmentFactory seen =
          observations == Observations.ONE_HOT ? environments.oneHot() : environments;
      return factory.create(config, seen, seed, threads);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
