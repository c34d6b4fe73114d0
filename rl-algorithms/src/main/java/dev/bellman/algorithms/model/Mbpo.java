package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.Additions;
import dev.bellman.algorithms.policy.ContinuousActorCritic;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Model-based policy optimisation: short rollouts of a learned model, branched off states that
 * really occurred · the Bellman operator of the actor-critic that it is built on · that one's
 * improvement of the policy. The model is used as a source of transitions.
 *
 * <pre>{@code
 * now and then: fit p̂_η to D_env and imagine D_η from its states, âₜ ~ π(·|ŝₜ)   (1)
 * update the actor-critic on a batch of D_env and D_η, ρ of it real               (2)
 * }</pre>
 *
 * <p>Janner et al., "When to Trust Your Model: Model-Based Policy Optimization" (2019). The model
 * and its departures: {@link DynamicsModel}; whether an episode ends may be learned here, where
 * their code knows it.
 */
public final class Mbpo implements Imagining {

  /**
   * The configuration.
   *
   * @param base the actor-critic, which says how experience and updates alternate
   * @param model the model
   * @param rollouts what is imagined
   * @param realRatio ρ in [0, 1]
   */
  public record Config(
      ContinuousActorCritic base,
      DynamicsModel.Config model,
      Imagination.Config rollouts,
      double realRatio) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("mbpo").fraction("realRatio", realRatio);
    }

    /** The authors' {@code mbpo} on SAC: 20 updates a step after 5000 random ones. */
    public static Config defaults() {
      Sac.Config sac = Sac.Config.defaults();
      return new Config(
          new Sac.Config(
              new OffPolicy.Config(1, 1_000_000, 5000, 1, 20),
              sac.learningRate(),
              sac.temperatureLearningRate(),
              sac.batchSize(),
              sac.gamma(),
              sac.tau(),
              sac.temperature(),
              sac.targetEntropy(),
              sac.hidden()),
          DynamicsModel.Config.defaults(),
          Imagination.Config.defaults(),
          0.05);
    }
  }

  private final OffPolicyLearner base;
  private final Imagination imagination;
  private final Mixture mixture;

  /**
   * A learner that knows nothing yet.
   *
   * @param buffer D_env; not written
   * @param actions the space of actions, with finite bounds
   * @param equations those of the world, if they are known
   * @param seeds where all randomness comes from
   * @param workers who shares the work
   */
  public Mbpo(
      ReplayBuffer buffer,
      Box actions,
      Config config,
      Optional<Equations> equations,
      Seeds seeds,
      Workers workers) {
    int n = buffer.observationSize();
    base = config.base.learner(n, actions, Additions.NONE, seeds, workers);
    imagination =
        Imagination.of(
            "mbpo",
            config.rollouts,
            config.model,
            buffer,
            actions,
            equations,
            base,
            config.base.gamma(),
            seeds,
            workers);
    mixture = new Mixture(imagination.replay(), config.realRatio);
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Box>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    Optional<Equations> equations = environment.get().equations();
    return OffPolicy.of(
        environment,
        config.base.experience(),
        seeds,
        OffPolicy.Replays.uniform(config.base.gamma()),
        (buffer, actions) -> new Mbpo(buffer, actions, config, equations, seeds, workers));
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    imagination.refresh(); // (1)
    base.update(mixture.real(source), remaining); // (2)
  }

  @Override
  public OffPolicyLearner base() {
    return base;
  }

  @Override
  public Imagination imagination() {
    return imagination;
  }
}
