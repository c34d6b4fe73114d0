package dev.bellman.algorithms.offline;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;

/**
 * Regression to the actions of a dataset, the better ones more: the policy nearest to the best one
 * that a bound on its divergence from the data's allows.
 *
 * <pre>{@code
 * π*(a|s) ∝ b(a|s)·exp(A(s, a)/β)
 * argmin_π E KL(π* ‖ π) = argmin_π −E_{(s, a) ~ b} exp(A(s, a)/β)·log π(a|s)
 * }</pre>
 */
final class WeightedRegression {
  /** Beyond e to the power of this, sums over a batch would overflow. */
  private static final float GREATEST_EXPONENT = 60;

  private WeightedRegression() {}

  /** {@code −E w·log π(a|s)}, {@code [1, 1]}. */
  static Var loss(Var logProbability, Target weight) {
    return logProbability.times(weight.value()).mean().unaryMinus();
  }

  /** {@code w = min(exp(A/β), c)}, {@code [B, 1]}. */
  static Target clipped(Var advantage, double temperature, double most) {
    Var exponent = advantage.div((float) temperature);
    float highest = (float) Math.min(GREATEST_EXPONENT, Math.log(most));
    return target(exponent.clamp(Float.NEGATIVE_INFINITY, highest).exp());
  }

  /** {@code w = exp(A/β) / E exp(A/β)}, {@code [B, 1]}: a softmax over the batch, times B. */
  static Target normalized(Var advantage, double temperature) {
    Var exponent = advantage.minus(advantage.mean()).div((float) temperature);
    Var weight = exponent.clamp(Float.NEGATIVE_INFINITY, GREATEST_EXPONENT).exp();
    return target(weight.div(weight.mean()));
  }

  /** Advantages with the mean 0 and the deviation 1 over the batch. */
  static Var standardized(Var advantage) {
    Var centred = advantage.minus(advantage.mean());
    return centred.div(centred.square().mean().sqrt().plus(1e-5f));
  }
}
