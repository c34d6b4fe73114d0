package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.distribution.DiagonalGaussian;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.MultiDiscrete;
import dev.bellman.core.space.Space;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A stochastic policy π_θ as a network: from observations to a distribution over actions.
 *
 * <pre>{@code
 * Discrete:  π(·|s) = softmax(f_θ(s))
 * Box:       π(·|s) = N(f_θ(s), diag(σ²)),   log σ a parameter of its own, 0 at first
 * }</pre>
 *
 * Hidden layers are tanh, orthogonal with gain √2, the last one with gain 0.01, so that the first
 * policy is nearly uniform (nearly N(0, 1)).
 */
final class Actor {
  private final Function<Var, Distribution> distribution;

  /** Adds {@code actor.…} to the parameters. */
  Actor(
      Parameters parameters,
      int observationSize,
      Space actions,
      List<Integer> hidden,
      RandomGenerator random) {
    int outputs =
        switch (actions) {
          case Discrete discrete -> discrete.n();
          case Box box -> box.size();
          case MultiDiscrete several ->
              throw new IllegalArgumentException(
                  "Actor: actions must be Discrete or a Box, but are " + several);
        };
    Mlp network =
        new Mlp(
            parameters,
            "actor",
            observationSize,
            hidden,
            outputs,
            Activation.TANH,
            Initializer.orthogonal(Math.sqrt(2)),
            Initializer.orthogonal(0.01),
            random);
    distribution =
        switch (actions) {
          case Finite _ -> observations -> new Categorical(network.apply(observations));
          case Box _ -> {
            Var logDeviation = parameters.add("actor.logDeviation", 1, outputs).variable();
            yield observations -> new DiagonalGaussian(network.apply(observations), logDeviation);
          }
        };
  }

  /** π(·|s) for each row of {@code observations}, [B, observation size]. */
  Distribution at(Var observations) {
    return distribution.apply(observations);
  }
}
