package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.nn.Ensemble;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two networks Q₁(s, ·) and Q₂(s, ·) over n actions, computed together; nobody else knows that
 * there are two.
 *
 * <p>Hidden layers are ReLUs, all layers begin as PyTorch's do.
 */
public final class TwinQNetwork implements TwinValues {
  private final Ensemble networks;
  private final int actions;

  /** Adds {@code critic.…} to the parameters. */
  public TwinQNetwork(
      Parameters parameters,
      int observationSize,
      int actions,
      List<Integer> hidden,
      RandomGenerator random) {
    this.actions = actions;
    this.networks =
        new Ensemble(
            parameters,
            "critic",
            2,
            observationSize,
            hidden,
            actions,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
  }

  @Override
  public Var each(Var observations, Var chosen) {
    Var both = networks.apply(observations);
    return Var.concat(first(both).gather(chosen), second(both).gather(chosen));
  }

  /** min(Q₁(s, ·), Q₂(s, ·)), {@code [B, n]}. */
  public Var min(Var observations) {
    Var both = networks.apply(observations);
    return first(both).min(second(both));
  }

  private Var first(Var both) {
    return both.slice(0, actions);
  }

  private Var second(Var both) {
    return both.slice(actions, 2 * actions);
  }
}
