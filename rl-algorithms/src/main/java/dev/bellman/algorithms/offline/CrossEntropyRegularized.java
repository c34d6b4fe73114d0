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
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Action values whose softmax imitates: {@link dev.bellman.algorithms.value.DoubleDqn} on a dataset
 * with one more term.
 *
 * <pre>{@code
 * L = E h(Q(s, a) − y) + α·E [log Σ_a′ exp Q(s, a′) − Q(s, a)]               (1)
 * }</pre>
 *
 * <p>The term is −log softmax(Q(s, ·))(a), the cross-entropy to the action that was taken. It is
 * also the soft maximum over all actions less the value of that one: with the target of DQN this is
 * {@link DiscreteCql}.
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
      check("ddqn-bc", base, alpha);
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

  /** Checks the ranges of such a configuration. */
  static void check(String name, Dqn.Config base, double alpha) {
    new Ranges(name)
        .notNegativeAndFinite("alpha", alpha)
        .require(base.nStep() == 1, "base.nStep must be 1 on a dataset", base.nStep())
        .require(
            base.sampling() instanceof Sampling.Uniform,
            "base.sampling must be uniform on a dataset",
            "prioritized");
  }

  /** A learner that knows nothing yet. */
  public static Dqn learner(
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
        "ddqn-bc",
        DoubleTarget::new,
        term,
        observations,
        observationSize,
        actions,
        config.base,
        seeds,
        workers);
  }

  /** A training of this algorithm on a dataset. */
  public static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return Offline.of(
        data,
        environment,
        config.observations,
        Offline.Online.NONE,
        new OneStep(config.base.gamma()),
        seeds,
        (n, actions, observations) -> learner(n, actions, config, observations, seeds, workers));
  }
}
