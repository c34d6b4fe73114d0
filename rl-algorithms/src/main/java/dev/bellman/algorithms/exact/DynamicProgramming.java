package dev.bellman.algorithms.exact;

import dev.bellman.core.exact.Tolerance;

/**
 * How policy iteration and value iteration are run (Algorithms 1 to 4).
 *
 * <pre>{@code
 * policy iteration:  V ← B^π[V] until converged,  π ← Greedy(V)
 * value iteration:   V ← B*[V] until converged,   π ← Greedy(V)
 * }</pre>
 *
 * @param gamma γ in (0, 1]
 * @param tolerance how far values may be from the fixed point, &gt; 0; at γ = 1 a thousand times
 *     the last change
 * @param maxSweeps sweeps after which an iteration gives up, ≥ 1
 */
public record DynamicProgramming(double gamma, double tolerance, long maxSweeps) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the name and the value that is out of range
   */
  public DynamicProgramming {
    requireGamma(gamma);
    requireTolerance(tolerance, maxSweeps);
  }

  static void requireGamma(double gamma) {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in (0, 1], but is " + gamma);
    }
  }

  static void requireTolerance(double tolerance, long maxSweeps) {
    if (!(tolerance > 0) || maxSweeps < 1) {
      throw new IllegalArgumentException(
          "tolerance must be positive and maxSweeps at least 1, but are "
              + tolerance
              + ", "
              + maxSweeps);
    }
  }

  /** γ = 0.99, values within 1e-10, at most ten million sweeps. */
  public static DynamicProgramming defaults() {
    Tolerance standard = Tolerance.standard();
    return new DynamicProgramming(0.99, standard.error(), standard.maxSweeps());
  }

  /** When to stop. */
  public Tolerance stop() {
    return new Tolerance(tolerance, maxSweeps);
  }
}
