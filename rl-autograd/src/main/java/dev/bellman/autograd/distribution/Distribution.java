package dev.bellman.autograd.distribution;

import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;

/** A distribution over actions for each row of a batch. */
public sealed interface Distribution permits Categorical, DiagonalGaussian {

  /** The most probable action, {@code [B, A]}. */
  Var mode();

  /** An action drawn at random, {@code [B, A]}. */
  Var sample(NoiseSource noise);

  /** The logarithm of the probability or density of actions {@code [B, A]}: {@code [B, 1]}. */
  Var logProbability(Var action);

  /** The entropy in nats, {@code [B, 1]}. */
  Var entropy();

  /**
   * The divergence KL(this ‖ q), {@code [B, 1]}.
   *
   * @param q of the same kind
   * @throws IllegalArgumentException if it is of another kind
   */
  Var divergence(Distribution q);
}
