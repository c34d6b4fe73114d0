package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.QTerm;
import dev.bellman.algorithms.value.Sampling;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.DoubleTarget;
import dev.bellman.core.targets.OptimalTarget;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Action values of a dataset, kept near its actions by one more term: {@link Dqn} or {@link
 * dev.bellman.algorithms.value.DoubleDqn} on a dataset.
 *
 * <pre>{@code
 * L = E h(Q(s, a) − y) + α·E [log Σ_a′ exp Q(s, a′) − Q(s, a)]               (1)
 * }</pre>
 *
 * <p>The term is the cross-entropy of softmax Q(s, ·) to the action that was taken: as a
 * regularisation by cloning, with the target of double DQN, this is double DQN+BC. It is also the
 * soft maximum over all actions less the value of the one that was taken: as pessimism, with the
 * target of DQN, this is conservative Q-learning for discrete actions. Kumar et al., "Conservative
 * Q-Learning for Offline Reinforcement Learning" (2020).
 */
public final class CrossEntropyRegularized {
  private CrossEntropyRegularized() {}

  /**
   * The configuration.
   *
   * @param base DQN's; how it gathers experience and explores does not matter
   * @param alpha α ≥ 0
   * @param observations how networks see observations
   */
  public record Config(Dqn.Config base, double alpha, Observations observations) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("cross-entropy")
          .notNegativeAndFinite("alpha", alpha)
          .require(base.nStep() == 1, "base.nStep must be 1 on a dataset", base.nStep())
          .require(
              base.sampling() instanceof Sampling.Uniform,
              "base.sampling must be uniform on a dataset",
              "prioritized");
    }

    /** α and η of d3rlpy's {@code discrete_cql}; the rest is {@link Dqn}'s. */
    public static Config defaults() {
      Dqn.Config dqn = Dqn.Config.defaults();
      return new Config(
          new Dqn.Config(
              dqn.experience(),
              dqn.epsilon(),
              Schedule.constant(6.25e-5),
              dqn.batchSize(),
              dqn.gamma(),
              dqn.nStep(),
              dqn.sampling(),
              dqn.loss(),
              dqn.tau(),
              dqn.targetPeriod(),
              dqn.maxGradientNorm(),
              dqn.head(),
              List.of(256, 256)),
          1,
          Observations.RAW);
    }
  }

  /** A learner with the target of DQN that knows nothing yet. */
  public static Dqn conservative(
      int observationSize,
      Discrete actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    return learner(
        "discrete-cql",
        (_, target) -> new OptimalTarget(target),
        observationSize,
        actions,
        config,
        observations,
        seeds,
        workers);
  }

  /** A learner with the target of double DQN that knows nothing yet. */
  public static Dqn cloned(
      int observationSize,
      Discrete actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    return learner(
        "ddqn-bc",
        DoubleTarget::new,
        observationSize,
        actions,
        config,
        observations,
        seeds,
        workers);
  }

  private static Dqn learner(
      String name,
      Dqn.Operator operator,
      int observationSize,
      Discrete actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    QTerm term =
        (loss, values, action) ->
            loss.plus( // (1)
                values.logSumExp().minus(values.gather(action)).mean().times((float) config.alpha));
    return new Dqn(
        name, operator, term, observations, observationSize, actions, config.base, seeds, workers);
  }

  /** A training of conservative Q-learning for discrete actions on a dataset. */
  public static Training conservativeOn(
      Optional<Dataset> data,
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return on(
        data,
        environment,
        config,
        seeds,
        (n, actions, observations) ->
            conservative(n, actions, config, observations, seeds, workers));
  }

  /** A training of double DQN+BC on a dataset. */
  public static Training clonedOn(
      Optional<Dataset> data,
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return on(
        data,
        environment,
        config,
        seeds,
        (n, actions, observations) -> cloned(n, actions, config, observations, seeds, workers));
  }

  private static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Offline.Learners<Discrete> learners) {
    return Offline.of(
        data,
        environment,
        config.observations,
        Offline.Online.NONE,
        new OneStep(config.base.gamma()),
        seeds,
        learners);
  }
}
