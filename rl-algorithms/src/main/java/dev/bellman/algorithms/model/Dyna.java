package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.model.Imagination.FirstAction;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Deep Dyna, Algorithm 9 of the notes: transitions that happened, and after each update on them M
 * on what a learned model imagines · the Bellman optimality operator of DQN · the policy is greedy
 * in Q. The model is used as a source of transitions.
 *
 * <pre>{@code
 * update Q on a batch of D_env                                                  (1)
 * now and then: fit p̂_η to D_env and imagine D_η from pairs (s̃, ã) seen before  (2)
 * M times: update Q on a batch of D_η                                           (3)
 * }</pre>
 *
 * <p>Sutton, "Dyna, an integrated architecture for learning, planning, and reacting" (1991).
 * Departures from it: batches out of replay buffers, and a model that is fitted now and then, stand
 * for single transitions.
 */
public final class Dyna implements Imagining {

  /**
   * The configuration.
   *
   * @param base the learner, which says how experience and its updates (1) alternate
   * @param model the model
   * @param rollouts what is imagined
   * @param imaginedUpdates M ≥ 0
   */
  public record Config(
      Dqn.Config base,
      DynamicsModel.Config model,
      Imagination.Config rollouts,
      int imaginedUpdates) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("dyna").atLeast("imaginedUpdates", 0, imaginedUpdates);
    }

    /** DQN's, and a small model of which 5 batches are imagined for each that is real. */
    public static Config defaults() {
      return new Config(
          Dqn.Config.defaults(),
          DynamicsModel.Config.small(),
          new Imagination.Config(10_000, FirstAction.SEEN, 1, 1, 0, 1, 1),
          5);
    }
  }

  private final OffPolicyLearner base;
  private final Imagination imagination;
  private final int imaginedUpdates;

  /**
   * A learner that knows nothing yet.
   *
   * @param buffer D_env; not written
   * @param actions the space of actions
   * @param equations those of the world, if they are known
   * @param seeds where all randomness comes from
   * @param workers who shares the work
   */
  public Dyna(
      ReplayBuffer buffer,
      Discrete actions,
      Config config,
      Optional<Equations> equations,
      Seeds seeds,
      Workers workers) {
    int n = buffer.observationSize();
    imaginedUpdates = config.imaginedUpdates;
    base = new Dqn(n, actions, config.base, seeds, workers);
    imagination =
        Imagination.of(
            "dyna",
            config.rollouts,
            config.model,
            buffer,
            actions,
            equations,
            base,
            config.base.gamma(),
            seeds,
            workers);
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    Optional<Equations> equations = environment.get().equations();
    return OffPolicy.of(
        environment,
        config.base.experience(),
        seeds,
        config.base::replay,
        (buffer, actions) -> new Dyna(buffer, actions, config, equations, seeds, workers));
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    base.update(source, remaining); // (1)
    imagination.refresh(); // (2)
    for (int m = 0; m < imaginedUpdates; m++) {
      base.update(imagination.replay(), remaining); // (3)
    }
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
