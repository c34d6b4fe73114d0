package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.policy.Additions;
import dev.bellman.algorithms.policy.PolicyTerm;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.ClippedDoubleTarget;
import dev.bellman.core.targets.Expansion;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Conservative Q-learning: {@link Sac} on a dataset, whose critics are pressed down where the data
 * has nothing and up where it has.
 *
 * <pre>{@code
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)² + α·(R(Qᵢ, s) − E Qᵢ(s, a) − δ)                 (1)
 * }</pre>
 *
 * <p>R is what {@link Pessimism} says; α is fixed, or climbs while the difference is above δ. y has
 * no entropy in it. Kumar et al., "Conservative Q-Learning for Offline Reinforcement Learning"
 * (2020). Departures from the authors' code, the reference: the policy is not cloned at first;
 * actor and critics have the same learning rate; α has no upper limit; the actor sees the critics
 * after their step.
 */
public final class Cql {
  private Cql() {}

  /**
   * The configuration.
   *
   * @param base SAC's; how it gathers experience does not matter
   * @param pessimism what is pressed down
   * @param weight α &gt; 0 at first
   * @param weightLearningRate η of log α; 0 keeps α as it is
   * @param gap δ ≥ 0: the difference from which on α grows
   * @param observations how networks see observations
   */
  public record Config(
      Sac.Config base,
      Pessimism pessimism,
      double weight,
      Schedule weightLearningRate,
      double gap,
      Observations observations) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("cql")
          .positiveAndFinite("weight", weight)
          .learningRateOrNone("weightLearningRate", weightLearningRate)
          .notNegativeAndFinite("gap", gap);
    }

    /** The authors' {@code cql_mujoco_new.py} without Lagrangian, as its page advises. */
    public static Config defaults() {
      Sac.Config sac = Sac.Config.defaults();
      return new Config(
          new Sac.Config(
              sac.experience(),
              sac.learningRate(),
              sac.temperatureLearningRate(),
              sac.batchSize(),
              sac.gamma(),
              sac.tau(),
              sac.temperature(),
              sac.targetEntropy(),
              List.of(256, 256, 256)),
          new Pessimism.LogSumExp(10),
          5,
          Schedule.constant(0),
          0,
          Observations.RAW);
    }
  }

  /** A learner that knows nothing yet. */
  public static Sac learner(
      int observationSize,
      Box actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    return new Sac(
        "cql",
        (policy, smallest, _) -> new ClippedDoubleTarget(s -> policy.apply(s).action(), smallest),
        new Conservative(config, seeds),
        observationSize,
        actions,
        config.base,
        new Additions(Expansion.NONE, observations, PolicyTerm.NONE),
        seeds,
        workers);
  }

  /** A training of this algorithm on a dataset. */
  public static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Box>> environment,
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
