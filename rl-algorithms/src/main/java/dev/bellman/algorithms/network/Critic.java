package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/** Q(s, a) as a network of ReLUs that begins as PyTorch's do; the action enters at its input. */
public final class Critic {
  private final Mlp network;

  /** Adds {@code critic.…} to the parameters. */
  public Critic(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    network =
        new Mlp(
            parameters,
            "critic",
            observationSize + actionSize,
            hidden,
            1,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  /** Q(s, a), {@code [B, 1]}. */
  public Var at(Var observations, Var actions) {
    return network.apply(Var.concat(observations, actions));
  }
}
