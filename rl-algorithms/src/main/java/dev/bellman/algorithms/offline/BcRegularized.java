package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.policy.Additions;
import dev.bellman.algorithms.policy.ContinuousActorCritic;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.Expansion;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Behaviour-cloning regularisation: transitions of a dataset · the Bellman operator of the
 * actor-critic that it is built on · that one's improvement of the policy with one more term, which
 * keeps its actions near those of the data.
 *
 * <pre>{@code
 * L = λ·L_π + E ‖a_π − a‖²/A,   λ = α / E |Q(s, a_π)|                        (1)
 * }</pre>
 *
 * <p>takes the place of the policy's loss L_π in {@link Td3} (TD3+BC), {@link Sac} (SAC+BC) or
 * DDPG; a_π is the action that L_π is of, and λ is a number, through which no derivative passes.
 * Fujimoto, Gu, "A Minimalist Approach to Offline Reinforcement Learning" (2021). No departure from
 * the authors' {@code TD3_BC.py}; SAC+BC scales as they do.
 */
public final class BcRegularized {
  private BcRegularized() {}

  /**
   * The configuration.
   *
   * @param onlineSteps the last steps of the training, which are taken in the environment; ≥ 0
   * @param base the actor-critic; how it gathers experience does not matter
   * @param regularization the term
   * @param observations how networks see observations
   */
  public record Config(
      long onlineSteps,
      ContinuousActorCritic base,
      Regularization regularization,
      Observations observations) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("bc regularization").atLeast("onlineSteps", 0, onlineSteps);
    }

    /** The authors' {@code TD3_BC.py}. */
    public static Config td3() {
      return new Config(
          0, Td3.Config.defaults(), new Regularization.Cloning(2.5), Observations.STANDARDIZED);
    }

    /**
     * The same on {@link Sac}, with a fixed price of entropy: cloning leaves the policy less of it
     * than is wanted, and a price that is learnt would rise for ever.
     */
    public static Config sac() {
      Sac.Config sac = Sac.Config.defaults();
      return new Config(
          0,
          new Sac.Config(
              sac.experience(),
              sac.learningRate(),
              Schedule.constant(0),
              sac.batchSize(),
              sac.gamma(),
              sac.tau(),
              0.1,
              sac.targetEntropy(),
              sac.hidden()),
          new Regularization.Cloning(2.5),
          Observations.STANDARDIZED);
    }
  }

  /** A learner that knows nothing yet. */
  public static OffPolicyLearner learner(
      int observationSize,
      Box actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    Additions additions = new Additions(Expansion.NONE, observations, config.regularization.term());
    return config.base.learner(observationSize, actions, additions, seeds, workers);
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
        Offline.Online.of(config.onlineSteps),
        new OneStep(config.base.gamma()),
        seeds,
        (n, actions, observations) -> learner(n, actions, config, observations, seeds, workers));
  }
}
