package dev.bellman.algorithms.exact;

import dev.bellman.core.exact.Tolerance;

/**
 * How soft policy iteration is run.
 *
 * <pre>{@code
 * Q ← B̃^π[Q] until converged,  π ← softmax(Q/α)
 * }</pre>
 *
 * @param gamma γ in (0, 1]
 * @param temperature α &gt; 0
 * @param tolerance how far values may be from the fixed point, &gt; 0
 * @param maxSweeps sweeps after which an evaluation gives up, ≥ 1
 */
public record SoftDynamicProgramming(
    double gamma, double temperature, double tolerance, long maxSweeps) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the name and the value that is out of range
   */
  public SoftDynamicProgramming {
    DynamicProgramming.requireGamma(gamma);
    DynamicProgramming.requireTolerance(tolerance, maxSweeps);
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "temperature must be positive and finite, but is " + temperature);
    }
  }

  /** γ = 0.99, α = 0.01, values within 1e-10, at most ten million sweeps. */
  public static SoftDynamicProgramming defaults() {
    Tolerance standard = Tolerance.standard();
    return new SoftDynamicProgramming(0.99, 0.01, standard.error(), standard.maxSweeps());
  }

  /** When to stop. */
  public Tolerance stop() {
    return new Tolerance(tolerance, maxSweeps);
  }
}
