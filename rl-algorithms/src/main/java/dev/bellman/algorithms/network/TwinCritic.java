package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Ensemble;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two networks Q₁(s, a) and Q₂(s, a), computed together; nobody else knows that there are two.
 *
 * <p>Hidden layers are ReLUs, all layers begin as PyTorch's do.
 */
public final class TwinCritic implements TwinValues {
  private final Ensemble networks;

  /** Adds {@code critic.…} to the parameters. */
  public TwinCritic(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    networks =
        new Ensemble(
            parameters,
            "critic",
            2,
            observationSize + actionSize,
            hidden,
            1,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  @Override
  public Var each(Var observations, Var actions) {
    return networks.apply(Var.concat(observations, actions));
  }

  /** Q₁, {@code [B, 1]}, of its weights as they are: they get no gradient. */
  public Var first(Var observations, Var actions) {
    return networks.member(0, Var.concat(observations, actions));
  }
}
