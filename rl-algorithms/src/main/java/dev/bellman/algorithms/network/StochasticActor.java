package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.distribution.DiagonalGaussian;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A stochastic policy as a network of ReLUs whose densities are those of data: no action has to be
 * inverted, and none at the bounds is infinitely unlikely.
 *
 * <pre>{@code
 * Discrete:  π(·|s) = softmax f_θ(s)
 * Box:       π(·|s) = N(tanh f_θ(s), diag(σ²)),   log σ parameters of their own, clamped
 * }</pre>
 *
 * <p>Densities are of the Gaussian; whoever acts clips.
 */
public final class StochasticActor {

  /**
   * log σ: beyond its range it has no derivative, so that it had better not begin at an end of it.
   *
   * @param lowest the least
   * @param initial where it begins
   * @param highest the greatest; where all are equal, σ is fixed
   */
  public record LogDeviation(double lowest, double initial, double highest) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is none, or begins outside
     */
    public LogDeviation {
      if (!(lowest <= initial
          && initial <= highest
          && Double.isFinite(lowest)
          && Double.isFinite(highest))) {
        throw new IllegalArgumentException(
            "LogDeviation: lowest ≤ initial ≤ highest must hold and all be finite, but they are "
                + lowest
                + ", "
                + initial
                + ", "
                + highest);
      }
    }

    /** A σ that stays what it is. */
    public static LogDeviation fixed(double deviation) {
      double logarithm = Math.log(deviation);
      return new LogDeviation(logarithm, logarithm, logarithm);
    }
  }

  private final Function<Var, Distribution> distribution;

  /** Adds {@code actor.…} to the parameters. */
  public StochasticActor(
      Parameters parameters,
      int observationSize,
      Space actions,
      List<Integer> hidden,
      LogDeviation range,
      RandomGenerator random) {
    int outputs =
        switch (actions) {
          case Finite finite -> finite.n();
          case Box box -> box.size();
        };
    Mlp network =
        new Mlp(
            parameters,
            "actor",
            observationSize,
            hidden,
            outputs,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
    distribution =
        switch (actions) {
          case Finite _ -> s -> new Categorical(network.apply(s));
          case Box _ -> {
            Parameters.Parameter logDeviation = parameters.add("actor.logDeviation", 1, outputs);
            int at = logDeviation.at();
            Arrays.fill(parameters.values(), at, at + outputs, (float) range.initial);
            parameters.written();
            Var clamped =
                logDeviation.variable().clamp((float) range.lowest, (float) range.highest);
            yield s -> new DiagonalGaussian(network.apply(s).tanh(), clamped);
          }
        };
  }

  /** π(·|s) for each row of {@code observations}, {@code [B, observation size]}. */
  public Distribution at(Var observations) {
    return distribution.apply(observations);
  }

  /** An action drawn from π(·|s), {@code [B, A]}; of a box within [−1, 1]. */
  public static Var sample(Distribution pi, NoiseSource noise) {
    return switch (pi) {
      case DiagonalGaussian gaussian -> gaussian.sample(noise).clamp(-1, 1);
      case Categorical categorical -> categorical.sample(noise);
    };
  }
}
