package dev.bellman.core.exact;

import dev.bellman.tensor.parallel.Workers;

/**
 * The fixed point of a Bellman operator, approached by applying it again and again.
 *
 * <pre>{@code
 * X ← B[X]   until   ‖X − X*‖ ≤ γ/(1 − γ)·‖ΔX‖ ≤ error
 * }</pre>
 *
 * <p>Banach's theorem: with γ &lt; 1 there is exactly one, every start leads to it, and the bound
 * holds. With γ = 1 there need not be: it exists where every policy in question ends for sure
 * (proper policies), and the change of the last sweep is all there is to go by. Whoever needs more
 * solves the linear system: {@link PolicyEvaluation}.
 *
 * @param values the last iterate
 * @param sweeps how often the operator was applied
 * @param residual {@code ‖ΔX‖} of the last sweep
 * @param bound γ/(1 − γ)·‖ΔX‖; infinite for γ = 1
 */
public record FixedPoint(double[] values, long sweeps, double residual, double bound) {

  /** On one thread, from 0, within {@link Tolerance#standard}. */
  public static FixedPoint of(BellmanOperator operator) {
    double[] start = new double[operator.mdp().states() * operator.width()];
    return iterate(operator, start, Tolerance.standard(), Workers.of(1));
  }

  /**
   * Iterates from a start.
   *
   * @param start one number a state, or one a state and action; not written
   * @param workers who shares the sweeps; their number changes no bit
   * @throws ConvergenceException if the tolerance is not met within its sweeps, or values are no
   *     longer finite
   * @throws IllegalArgumentException if the start has not as many numbers as the operator's values
   */
  public static FixedPoint iterate(
      BellmanOperator operator, double[] start, Tolerance tolerance, Workers workers) {
    double gamma = operator.mdp().gamma();
    int size = operator.mdp().states() * operator.width();
    if (start.length != size) {
      throw new IllegalArgumentException(
          "FixedPoint: the start must have " + size + " numbers, but has " + start.length);
    }
    Sweep sweep = new Sweep(operator, workers);
    double[] now = start.clone();
    double[] next = new double[start.length];
    long sweeps = 0;
    while (sweeps < tolerance.maxSweeps() && Double.isFinite(sweep.norm())) {
      sweeps++;
      sweep.run(now, next);
      double[] swap = now;
      now = next;
      next = swap;
      if (tolerance.isMet(gamma, sweep.change(), sweep.norm())) {
        return new FixedPoint(now, sweeps, sweep.change(), bound(gamma, sweep.change()));
      }
    }
    throw new ConvergenceException(operator, sweeps, sweep.change());
  }

  /** How far from the fixed point values can be whose last change was this. */
  static double bound(double gamma, double change) {
    return gamma < 1 ? gamma / (1 - gamma) * change : Double.POSITIVE_INFINITY;
  }
}
