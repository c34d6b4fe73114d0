package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A stochastic policy within (−1, 1) as a network of ReLUs.
 *
 * <pre>{@code
 * π(·|s) = tanh N(μ, diag(σ²)),   (μ, log σ) = f_θ(s),   log σ clamped to [−20, 2]
 * }</pre>
 */
public final class SquashedActor {
  private static final float LOWEST = -20;
  private static final float HIGHEST = 2;

  private final Mlp network;
  private final int actionSize;

  /** Adds {@code actor.…} to the parameters; the last layer has μ first, then log σ. */
  public SquashedActor(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    this.actionSize = actionSize;
    this.network =
        new Mlp(
            parameters,
            "actor",
            observationSize,
            hidden,
            2 * actionSize,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  /** π(·|s) for each row of {@code observations}, {@code [B, observation size]}. */
  public SquashedGaussian at(Var observations) {
    Var outputs = network.apply(observations);
    Var mean = outputs.slice(0, actionSize);
    Var logDeviation = outputs.slice(actionSize, 2 * actionSize).clamp(LOWEST, HIGHEST);
    return new SquashedGaussian(mean, logDeviation);
  }
}
