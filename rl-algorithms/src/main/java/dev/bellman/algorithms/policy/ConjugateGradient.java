package dev.bellman.algorithms.policy;

import java.util.Arrays;

/**
 * Solves {@code A·x = b} for a symmetric positive definite A of which only products are known.
 *
 * <pre>{@code
 * x = 0,   r = p = b
 * α = rᵀr / pᵀAp,   x ← x + α·p,   r′ = r − α·Ap        (1)
 * p ← r′ + (r′ᵀr′ / rᵀr)·p,   r ← r′                    (2)
 * }</pre>
 *
 * Vectors are floats, dot products are summed in double precision. Begun at 0, {@code xᵀAx = bᵀx}
 * after any number of iterations.
 *
 * <p>Hestenes and Stiefel, "Methods of Conjugate Gradients for Solving Linear Systems" (1952).
 */
final class ConjugateGradient {
  private final int iterations;
  private final double tolerance;
  private final float[] r;
  private final float[] p;
  private final float[] product;

  /** Multiplies vectors by a matrix. */
  @FunctionalInterface
  interface Product {

    /** Writes {@code A·v} to {@code out}. */
    void of(float[] v, float[] out);
  }

  /**
   * A solver of systems of one size.
   *
   * @param iterations at most so many
   * @param tolerance none more once rᵀr is at most this
   */
  ConjugateGradient(int size, int iterations, double tolerance) {
    this.iterations = iterations;
    this.tolerance = tolerance;
    this.r = new float[size];
    this.p = new float[size];
    this.product = new float[size];
  }

  /**
   * Solves one system.
   *
   * @param x written
   * @return ‖r‖, the length of {@code b − A·x}
   */
  double solve(Product a, float[] b, float[] x) {
    Arrays.fill(x, 0);
    System.arraycopy(b, 0, r, 0, b.length);
    System.arraycopy(b, 0, p, 0, b.length);
    double rr = dot(r, r);
    for (int i = 0; i < iterations && rr > tolerance; i++) {
      a.of(p, product);
      double curvature = dot(p, product);
      if (!(curvature > 0)) {
        break; // A is not positive in this direction: rounding, or it is singular
      }
      double alpha = rr / curvature; // (1)
      add(alpha, p, x);
      add(-alpha, product, r);
      double next = dot(r, r);
      double beta = next / rr; // (2)
      for (int j = 0; j < p.length; j++) {
        p[j] = (float) (r[j] + beta * p[j]);
      }
      rr = next;
    }
    return Math.sqrt(rr);
  }

  private static void add(double factor, float[] v, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (out[i] + factor * v[i]);
    }
  }

  /** vᵀw in double precision. */
  static double dot(float[] v, float[] w) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += (double) v[i] * w[i];
    }
    return sum;
  }
}
