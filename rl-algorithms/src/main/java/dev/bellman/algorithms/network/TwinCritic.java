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
public final class TwinCritic {
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

  /** Q₁ and Q₂ side by side, {@code [B, 2]}. */
  public Var each(Var observations, Var actions) {
    return networks.apply(Var.concat(observations, actions));
  }

  /** min(Q₁, Q₂), {@code [B, 1]}. */
  public Var min(Var observations, Var actions) {
    Var both = each(observations, actions);
    return both.slice(0, 1).min(both.slice(1, 2));
  }

  /** Q₁, {@code [B, 1]}, of its weights as they are: they get no gradient. */
  public Var first(Var observations, Var actions) {
    return networks.member(0, Var.concat(observations, actions));
  }
}
