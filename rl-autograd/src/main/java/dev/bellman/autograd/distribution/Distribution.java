package dev.bellman.autograd.distribution;

import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import java.util.List;

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
   * @throws IllegalArgumentException if {@code q} is of another kind
   */
  Var divergence(Distribution q);

  /** What determines the distribution, each {@code [B, n]}: where {@link #fisherProduct} acts. */
  List<Var> parameters();

  /**
   * The product {@code F·v} with the Fisher information in the {@link #parameters}, which is the
   * Hessian of {@code KL(this ‖ q)} in those of q at q = this.
   *
   * @param v one vector for each of the parameters, of its extent; as is the result
   */
  List<Var> fisherProduct(List<Var> v);
}
