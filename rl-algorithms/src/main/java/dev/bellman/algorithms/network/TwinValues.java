package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.distribution.DiagonalGaussian;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import java.util.List;
import java.util.random.RandomGenerator;

/** Two networks Q₁ and Q₂ over actions of either kind, of which the smaller one counts. */
public sealed interface TwinValues permits TwinCritic, TwinQNetwork {

  /**
   * Adds {@code critic.…} to the parameters.
   *
   * @param actions if finite, networks have a column for each; else actions in [−1, 1] are inputs
   */
  static TwinValues of(
      Parameters parameters,
      int observationSize,
      Space actions,
      List<Integer> hidden,
      RandomGenerator random) {
    return switch (actions) {
      case Box box -> new TwinCritic(parameters, observationSize, box.size(), hidden, random);
      case Finite finite ->
          new TwinQNetwork(parameters, observationSize, finite.n(), hidden, random);
    };
  }

  /** Q₁ and Q₂ of some actions side by side, {@code [B, 2]}. */
  Var each(Var observations, Var actions);

  /** min(Q₁, Q₂) of some actions, {@code [B, 1]}. */
  default Var min(Var observations, Var actions) {
    Var both = each(observations, actions);
    return both.slice(0, 1).min(both.slice(1, 2));
  }

  /**
   * E_{a ~ π} min(Q₁, Q₂), {@code [B, 1]}: exact over n actions, one sample within [−1, 1] of
   * others, through which derivatives pass.
   */
  default Var expected(Var observations, Distribution policy, NoiseSource noise) {
    return switch (policy) {
      case DiagonalGaussian gaussian -> min(observations, gaussian.sample(noise).clamp(-1, 1));
      case Categorical categorical ->
          categorical.probabilities().times(((TwinQNetwork) this).min(observations)).sumColumns();
    };
  }
}
