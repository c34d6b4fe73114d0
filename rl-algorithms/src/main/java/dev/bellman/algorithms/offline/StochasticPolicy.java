package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.StochasticActor;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.policy.Policy;

/**
 * A policy that draws, and its mode.
 *
 * @param drawn a ~ π(·|s), within the bounds of a box
 * @param mode the likeliest action
 */
public record StochasticPolicy(Policy drawn, Policy mode) {

  /**
   * π acting in the environment.
   *
   * @param algorithm what messages call it
   * @param observation the input, as the environment gives it
   * @param pi π(·|s), over actions in [−1, 1] or numbers
   */
  static StochasticPolicy of(
      String algorithm, Var observation, Distribution pi, ActionScale scale, NoiseSource noise) {
    Var drawn = scale.toBox(StochasticActor.sample(pi, noise));
    return new StochasticPolicy(
        NetworkPolicy.of(algorithm, observation, pi, drawn),
        NetworkPolicy.of(algorithm, observation, pi, scale.toBox(pi.mode())));
  }
}
