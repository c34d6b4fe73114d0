package dev.bellman.algorithms.value;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.DoubleTarget;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.function.Supplier;

/**
 * Double deep Q-learning: transitions out of a replay buffer · the Bellman optimality operator, in
 * which the network chooses the action and its target network values it · the policy is greedy in
 * Q.
 *
 * <pre>{@code
 * y = r + γ·Q̄(s′, argmax_a′ Q(s′, a′))                       (1)
 * }</pre>
 *
 * <p>takes the place of (1) in {@link Dqn}; everything else, and the configuration, is the same.
 *
 * <p>Van Hasselt, Guez, Silver, "Deep Reinforcement Learning with Double Q-learning" (2016). No
 * departure from the reference configuration but that of {@link Dqn}.
 */
public final class DoubleDqn {
  private DoubleDqn() {}

  /** A learner on one thread that knows nothing yet. */
  public static Dqn learner(int observationSize, Discrete actions, Dqn.Config config, Seeds seeds) {
    return learner(observationSize, actions, config, seeds, Workers.of(1));
  }

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   */
  public static Dqn learner(
      int observationSize, Discrete actions, Dqn.Config config, Seeds seeds, Workers workers) {
    return new Dqn(
        "double-dqn", DoubleTarget::new, observationSize, actions, config, seeds, workers); // (1)
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment,
      Dqn.Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.experience(),
        seeds,
        config::replay,
        (buffer, actions) -> learner(buffer.observationSize(), actions, config, seeds, workers));
  }
}
