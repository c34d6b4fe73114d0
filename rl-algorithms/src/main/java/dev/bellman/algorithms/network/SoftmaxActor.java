package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A stochastic policy over n actions as a network of ReLUs that begins as PyTorch's do: {@code
 * π(·|s) = softmax f_θ(s)}.
 */
public final class SoftmaxActor {
  private final Mlp network;

  /** Adds {@code actor.…} to the parameters. */
  public SoftmaxActor(
      Parameters parameters,
      int observationSize,
      int actions,
      List<Integer> hidden,
      RandomGenerator random) {
    network =
        new Mlp(
            parameters,
            "actor",
            observationSize,
            hidden,
            actions,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  /** π(·|s) for each row of {@code observations}, {@code [B, observation size]}. */
  public Categorical at(Var observations) {
    return new Categorical(network.apply(observations));
  }
}
