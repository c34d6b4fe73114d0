package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.QTerm;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.OptimalTarget;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Conservative Q-learning of n actions: {@link Dqn} on a dataset, whose values are pressed down
 * where the data has nothing and up where it has.
 *
 * <pre>{@code
 * L = E h(Q(s, a) − y) + α·E [R(Q, s) − Q(s, a)]                             (1)
 * }</pre>
 *
 * <p>R is what {@link DiscretePessimism} says; the soft maximum makes the term that of {@link
 * CrossEntropyRegularized}. Kumar et al., "Conservative Q-Learning for Offline Reinforcement
 * Learning" (2020).
 */
public final class DiscreteCql {
  private DiscreteCql() {}

  /**
   * The configuration.
   *
   * @param base DQN's; how it gathers experience and explores does not matter
   * @param pessimism what is pressed down
   * @param alpha α ≥ 0
   * @param observations how networks see observations
   */
  public record Config(
      Dqn.Config base, DiscretePessimism pessimism, double alpha, Observations observations) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      CrossEntropyRegularized.check("discrete-cql", base, alpha);
    }

    /** α and η of d3rlpy's {@code discrete_cql}, whose pessimism is this; the rest is DQN's. */
    public static Config defaults() {
      CrossEntropyRegularized.Config same = CrossEntropyRegularized.Config.defaults();
      return new Config(
          same.base(), DiscretePessimism.LOG_SUM_EXP, same.alpha(), same.observations());
    }
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
        (loss, values, action) -> {
          Var difference = config.pessimism.of(values).minus(values.gather(action)).mean();
          return loss.plus(difference.times((float) config.alpha)); // (1)
        };
    return new Dqn(
        "discrete-cql",
        (_, target) -> new OptimalTarget(target),
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
