package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.policy.Additions;
import dev.bellman.algorithms.policy.ContinuousActorCritic;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Model-based value expansion: transitions out of a replay buffer · the Bellman operator of the
 * actor-critic that it is built on, after some imagined steps · that one's improvement of the
 * policy. The model is used in the target.
 *
 * <pre>{@code
 * now and then: fit p̂_η to D_env                                          (1)
 * update the actor-critic, its critic regressed to
 *   r + γ·(Σ_{t<H} γᵗ·r̂ₜ + γᴴ·V̄(ŝ_H)),   ŝ₀ = s′                          (2)
 * }</pre>
 *
 * <p>The first step of (2) is the real one, so that H = 0 is the actor-critic itself, bit for bit:
 * see {@link ValueExpansion}. Feinberg et al., "Model-Based Value Estimation for Efficient
 * Model-Free Reinforcement Learning" (2018). Departure from their code: the model is fitted until
 * held-out data say that it is enough, and its inputs and targets are standardised.
 */
public final class Mve implements ModelBased {

  /**
   * The configuration.
   *
   * @param base the actor-critic, which says how experience and updates alternate
   * @param model the model; what it does not learn must be that episodes never terminate
   * @param horizon H ≥ 0
   * @param everyState whether the critic is regressed on every imagined state as well
   */
  public record Config(
      ContinuousActorCritic base, DynamicsModel.Config model, int horizon, boolean everyState) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("mve")
          .atLeast("horizon", 0, horizon)
          .require(
              model.rewards() == Rewards.LEARNED,
              "model.rewards must be learned: the target is one expression",
              model.rewards())
          .require(
              model.terminations() != Terminations.KNOWN,
              "model.terminations must be learned or never: the target is one expression",
              model.terminations());
    }

    /** TD3, and three imagined steps of a small model. */
    public static Config defaults() {
      return new Config(Td3.Config.defaults(), DynamicsModel.Config.small(), 3, true);
    }
  }

  private final OffPolicyLearner base;
  private final DynamicsModel model;
  private final ReplayBuffer buffer;

  /**
   * A learner that knows nothing yet.
   *
   * @param buffer D_env; not written
   * @param actions the space of actions, with finite bounds
   * @param seeds where all randomness comes from
   * @param workers who shares the work
   */
  public Mve(ReplayBuffer buffer, Box actions, Config config, Seeds seeds, Workers workers) {
    int n = buffer.observationSize();
    this.buffer = buffer;
    model = new DynamicsModel("mve", n, actions, config.model, Optional.empty(), seeds, workers);
    ValueExpansion expansion =
        new ValueExpansion(model, config.horizon, config.everyState, config.base.gamma());
    base = config.base.learner(n, actions, Additions.of(expansion), seeds, workers);
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Box>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.base.experience(),
        seeds,
        OffPolicy.Replays.uniform(config.base.gamma()),
        (buffer, actions) -> new Mve(buffer, actions, config, seeds, workers));
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    if (model.isDue(buffer.added())) {
      model.fit(buffer); // (1)
    }
    base.update(source, remaining); // (2)
  }

  @Override
  public OffPolicyLearner base() {
    return base;
  }

  @Override
  public DynamicsModel model() {
    return model;
  }
}
