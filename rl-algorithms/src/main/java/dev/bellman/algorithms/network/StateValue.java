package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/** V(s) as a network of ReLUs that begins as PyTorch's do. */
public final class StateValue {
  private final Mlp network;

  /** Adds {@code value.…} to the parameters. */
  public StateValue(
      Parameters parameters, int observationSize, List<Integer> hidden, RandomGenerator random) {
    network =
        new Mlp(
            parameters,
            "value",
            observationSize,
            hidden,
            1,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  /** V(s), {@code [B, 1]}, for each row of {@code observations}. */
  public Var at(Var observations) {
    return network.apply(observations);
  }
}
