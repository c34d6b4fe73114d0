package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.model.Imagination.FirstAction;
import dev.bellman.algorithms.policy.Naf;
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
 * Model-based acceleration: transitions that happened, and those that a learned model imagines ·
 * the Bellman optimality operator of NAF, whose maximum has a closed form · the policy is greedy in
 * Q. The model is used as a source of transitions.
 *
 * <pre>{@code
 * now and then: fit p̂_η to D_env and imagine D_η: (ŝ, â) of D_env, (r̂, ŝ′) ~ p̂_η(·, ·|ŝ, â)   (1)
 * update Q on a batch of D_train = D_env ∪ D_η, ρ of it real                               (2)
 * }</pre>
 *
 * <p>Gu et al., "Continuous Deep Q-Learning with Model-based Acceleration" (2016). Departure from
 * it: the model is a network and not locally linear.
 */
public final class Mba implements Imagining {

  /**
   * The configuration.
   *
   * @param base NAF, which says how experience and updates alternate
   * @param model the model
   * @param rollouts what is imagined
   * @param realRatio ρ in [0, 1]
   */
  public record Config(
      Naf.Config base, DynamicsModel.Config model, Imagination.Config rollouts, double realRatio) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("mba").fraction("realRatio", realRatio);
    }

    /** NAF's, and a small model; half of each batch is real. */
    public static Config defaults() {
      return new Config(
          Naf.Config.defaults(),
          DynamicsModel.Config.small(),
          new Imagination.Config(10_000, FirstAction.SEEN, 1, 1, 0, 1, 1),
          0.5);
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
  public Mba(
      ReplayBuffer buffer,
      Box actions,
      Config config,
      Optional<Equations> equations,
      Seeds seeds,
      Workers workers) {
    int n = buffer.observationSize();
    base = new Naf(n, actions, config.base, seeds, workers);
    imagination =
        Imagination.of(
            "mba",
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
        (buffer, actions) -> new Mba(buffer, actions, config, equations, seeds, workers));
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
