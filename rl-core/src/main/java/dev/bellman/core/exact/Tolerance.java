package dev.bellman.core.exact;

/**
 * When an iteration may stop.
 *
 * @param error the distance from the fixed point that is accepted, in the supremum norm, ≥ 0
 * @param maxSweeps when it gives up, ≥ 1
 */
public record Tolerance(double error, long maxSweeps) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the value that is out of range
   */
  public Tolerance {
    if (!(error >= 0) || maxSweeps < 1) {
      throw new IllegalArgumentException(
          "Tolerance: error must be ≥ 0 and maxSweeps ≥ 1, but are " + error + ", " + maxSweeps);
    }
  }

  /** An error of 1e-10, at most ten million sweeps. */
  public static Tolerance standard() {
    return new Tolerance(1e-10, 10_000_000);
  }

  /**
   * Whether values with this last change are as near as wanted, or as doubles allow.
   *
   * <p>With γ = 1 there is no bound: then the last change itself must not exceed a thousandth of
   * the error.
   */
  boolean isMet(double gamma, double change, double norm) {
    double bound = gamma < 1 ? FixedPoint.bound(gamma, change) : 1000 * change;
    return bound <= error || change <= 2 * Math.ulp(norm);
  }
}
