package dev.bellman.core.exact;

import dev.bellman.core.checkpoint.Stateful;

/**
 * An exact algorithm that goes on iteration by iteration until it has converged.
 *
 * <pre>{@code
 * ExactMethod method = new ValueIterationV(mdp, Tolerance.standard(), workers);
 * while (method.improve()) {}
 * }</pre>
 */
public sealed interface ExactMethod extends Stateful
    permits PolicyIterationV,
        PolicyIterationQ,
        ValueIterationV,
        ValueIterationQ,
        SoftPolicyIteration {

  /**
   * Does the next iteration.
   *
   * @return whether there was one to do: false after convergence, and nothing changes
   * @throws ConvergenceException if the values of a policy cannot be found within the tolerance
   */
  boolean improve();

  /** Iterations done. */
  long iterations();

  /** The greatest change of a value in the last sweep. */
  double residual();

  /** V of all states as known now. */
  double[] values();

  /** The policy to act by. */
  FinitePolicy policy();
}
