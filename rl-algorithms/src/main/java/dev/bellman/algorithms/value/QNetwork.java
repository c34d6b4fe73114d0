package dev.bellman.algorithms.value;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Linear;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Q(s, ·) as a network of ReLUs that begins as PyTorch's do. */
public final class QNetwork implements UnaryOperator<Var> {

  /** How the action values come out of the last hidden layer. */
  public enum Head {
    /** As one linear layer. */
    PLAIN,
    /**
     * As {@code Q = V + A − mean A}, V and A two linear layers. Wang et al., "Dueling Network
     * Architectures for Deep Reinforcement Learning" (2016).
     */
    DUELING
  }

  private final UnaryOperator<Var> network;

  /** Adds {@code critic.…} to the parameters. */
  public QNetwork(
      Parameters parameters,
      int observationSize,
      int actions,
      List<Integer> hidden,
      Head head,
      RandomGenerator random) {
    network =
        switch (head) {
          case PLAIN -> mlp(parameters, observationSize, hidden, actions, random)::apply;
          case DUELING -> dueling(parameters, observationSize, hidden, actions, random);
        };
  }

  private static Mlp mlp(
      Parameters parameters, int in, List<Integer> hidden, int out, RandomGenerator random) {
    return new Mlp(
        parameters,
        "critic",
        in,
        hidden,
        out,
        Activation.RELU,
        Initializer.uniform(),
        Initializer.uniform(),
        random);
  }

  private static UnaryOperator<Var> dueling(
      Parameters parameters, int in, List<Integer> hidden, int actions, RandomGenerator random) {
    int width = hidden.isEmpty() ? in : hidden.getLast();
    UnaryOperator<Var> trunk =
        hidden.isEmpty()
            ? UnaryOperator.identity()
            : relu(mlp(parameters, in, hidden.subList(0, hidden.size() - 1), width, random));
    Linear value = new Linear(parameters, "value", width, 1, Initializer.uniform(), random);
    Linear advantage =
        new Linear(parameters, "advantage", width, actions, Initializer.uniform(), random);
    return s -> {
      Var features = trunk.apply(s);
      Var a = advantage.apply(features);
      return value.apply(features).plus(a.minus(a.meanColumns()));
    };
  }

  private static UnaryOperator<Var> relu(Mlp network) {
    return s -> network.apply(s).relu();
  }

  /** Q(s, ·), {@code [B, actions]}, for each row of {@code observations}. */
  @Override
  public Var apply(Var observations) {
    return network.apply(observations);
  }
}
