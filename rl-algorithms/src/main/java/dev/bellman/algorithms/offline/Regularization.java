package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.policy.PolicyTerm;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;

/** What keeps the actions of a policy near those of the data. */
public sealed interface Regularization {

  /** The term of the policy's objective. */
  PolicyTerm term();

  /** Nothing: the actor-critic as it is. */
  record None() implements Regularization {
    @Override
    public PolicyTerm term() {
      return PolicyTerm.NONE;
    }
  }

  /**
   * (1) of {@link BcRegularized}.
   *
   * @param alpha α &gt; 0: the weight of values against that of cloning
   */
  record Cloning(double alpha) implements Regularization {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if α is out of it
     */
    public Cloning {
      new Ranges("bc regularization").positiveAndFinite("alpha", alpha);
    }

    @Override
    public PolicyTerm term() {
      return (loss, value, action, seen) -> {
        Target magnitude = Target.target(value.abs().mean());
        Var lambda = Var.constant((float) alpha).div(magnitude.value());
        return lambda.times(loss).plus(action.minus(seen).square().meanColumns().mean());
      };
    }
  }
}
