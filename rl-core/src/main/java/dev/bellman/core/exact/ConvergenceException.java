package dev.bellman.core.exact;

/** Says that an iteration did not come near a fixed point within its sweeps, and why not. */
public final class ConvergenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConvergenceException(BellmanOperator operator, long sweeps, double change) {
    super(
        operator.getClass().getSimpleName()
            + " did not converge: after "
            + sweeps
            + " sweeps at gamma "
            + operator.mdp().gamma()
            + " a value still changes by "
            + change
            + (operator.mdp().gamma() < 1
                ? "; allow more sweeps or a greater error"
                : "; at gamma 1 a policy must end for sure: choose gamma < 1 or more sweeps"));
  }
}
