package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/** A deterministic policy within (−1, 1) as a network of ReLUs: {@code μ(s) = tanh f_θ(s)}. */
public final class DeterministicActor {
  private final Mlp network;

  /** Adds {@code actor.…} to the parameters. */
  public DeterministicActor(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    network =
        new Mlp(
            parameters,
            "actor",
            observationSize,
            hidden,
            actionSize,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  /** μ(s), {@code [B, A]}, for each row of {@code observations}. */
  public Var at(Var observations) {
    return network.apply(observations).tanh();
  }
}
