package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two networks Q₁(s, a) and Q₂(s, a) in one store of parameters; nobody else knows that there are
 * two.
 *
 * <p>Hidden layers are ReLUs, all layers begin as PyTorch's do.
 */
final class TwinCritic {
  private final Mlp one;
  private final Mlp two;

  /** Adds {@code critic.0.…} and {@code critic.1.…} to the parameters. */
  TwinCritic(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    int inputs = observationSize + actionSize;
    one = network(parameters, "critic.0", inputs, hidden, random);
    two = network(parameters, "critic.1", inputs, hidden, random);
  }

  private static Mlp network(
      Parameters parameters,
      String name,
      int inputs,
      List<Integer> hidden,
      RandomGenerator random) {
    return new Mlp(
        parameters,
        name,
        inputs,
        hidden,
        1,
        Activation.RELU,
        Initializer.uniform(),
        Initializer.uniform(),
        random);
  }

  /** Q₁ and Q₂ side by side, {@code [B, 2]}. */
  Var each(Var observations, Var actions) {
    Var x = Var.concat(observations, actions);
    return Var.concat(one.apply(x), two.apply(x));
  }

  /** min(Q₁, Q₂), {@code [B, 1]}. */
  Var min(Var observations, Var actions) {
    Var x = Var.concat(observations, actions);
    return one.apply(x).min(two.apply(x));
  }

  /** Q₁, {@code [B, 1]}. */
  Var first(Var observations, Var actions) {
    return one.apply(Var.concat(observations, actions));
  }
}
