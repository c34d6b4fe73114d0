package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.tensor.parallel.Workers;

/**
 * The configuration of an off-policy actor-critic for continuous actions, as what others build on:
 * a model may give it more transitions, or better targets.
 */
public sealed interface ContinuousActorCritic permits Ddpg.Config, Td3.Config, Sac.Config {

  /** How experience and updates alternate. */
  OffPolicy.Config experience();

  /** γ. */
  double gamma();

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions, with finite bounds
   * @param additions what its equations have besides
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   * @throws IllegalArgumentException if a bound of the actions is infinite
   */
  OffPolicyLearner learner(
      int observationSize, Box actions, Additions additions, Seeds seeds, Workers workers);
}
