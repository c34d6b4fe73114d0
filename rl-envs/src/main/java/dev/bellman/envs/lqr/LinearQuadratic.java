package dev.bellman.envs.lqr;

import java.util.Arrays;

/**
 * A linear system with quadratic costs.
 *
 * <pre>{@code
 * x₀ ~ start
 * x′ = A·x + B·u + w,          w ~ N(0, σ²·I)
 * r  = −(xᵀQx + uᵀRu)
 * J  = E[Σ_t γᵗ·r_t]
 * }</pre>
 *
 * <p>A is {@code [n, n]}, B {@code [n, m]}, Q {@code [n, n]} symmetric and positive semidefinite, R
 * {@code [m, m]} symmetric and positive definite. Immutable: matrices are copied on their way in
 * and out.
 */
public final class LinearQuadratic {
  /** What rounding may have done to a matrix that should be symmetric or semidefinite. */
  private static final double ROUNDING = 1e-12;

  private static final double SECONDS = 0.1;

  private final double[][] a;
  private final double[][] b;
  private final double[][] q;
  private final double[][] r;
  private final double gamma;
  private final double noise;
  private final Start start;

  /**
   * A problem of these matrices.
   *
   * @param a A, {@code [n, n]}
   * @param b B, {@code [n, m]}
   * @param q Q, {@code [n, n]}
   * @param r R, {@code [m, m]}
   * @param gamma γ in (0, 1]
   * @param noise σ ≥ 0, the standard deviation of the process noise in each component
   * @param start where episodes begin
   * @throws IllegalArgumentException if a shape does not fit, a number is not finite or out of its
   *     range, Q or R is not symmetric, Q not positive semidefinite or R not positive definite
   */
  public LinearQuadratic(
      double[][] a,
      double[][] b,
      double[][] q,
      double[][] r,
      double gamma,
      double noise,
      Start start) {
    Matrices.requireFinite(named("A"), a);
    int n = a.length;
    Matrices.requireShape(named("A"), a, n, n);
    Matrices.requireFinite(named("B"), b);
    int m = b[0].length;
    Matrices.requireShape(named("B"), b, n, m);
    Matrices.requireShape(named("Q"), q, n, n);
    Matrices.requireShape(named("R"), r, m, m);
    requireSymmetric("Q", q);
    requireSymmetric("R", r);
    double slack = ROUNDING * Matrices.largest(q);
    if (slack > 0 && Matrices.cholesky(Matrices.sum(q, slack, Matrices.identity(n, 1))).isEmpty()) {
      throw new IllegalArgumentException(
          named("Q") + " must be positive semidefinite, but is " + Arrays.deepToString(q));
    }
    if (Matrices.cholesky(r).isEmpty()) {
      throw new IllegalArgumentException(
          named("R") + " must be positive definite, but is " + Arrays.deepToString(r));
    }
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException(named("gamma") + " must be in (0, 1], but is " + gamma);
    }
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          named("noise") + " must be ≥ 0 and finite, but is " + noise);
    }
    if (start instanceof Start.OneOf states && states.size() != n) {
      throw new IllegalArgumentException(
          named("start") + " must have states of length " + n + ", but has " + states.size());
    }
    this.a = Matrices.copy(a);
    this.b = Matrices.copy(b);
    this.q = Matrices.copy(q);
    this.r = Matrices.copy(r);
    this.gamma = gamma;
    this.noise = noise;
    this.start = start;
  }

  /**
   * A unit mass on a weak, damped spring, pushed by a force: nearly a double integrator, but stable
   * if left alone.
   *
   * <pre>{@code
   * position′ = position + velocity·τ
   * velocity′ = velocity + (force − position/2 − velocity/2)·τ          τ = 0.1 s
   * r = −(position² + velocity²/10 + force²/10)
   * }</pre>
   */
  public static LinearQuadratic spring(double gamma, double noise, Start start) {
    return new LinearQuadratic(
        new double[][] {{1, SECONDS}, {-SECONDS / 2, 1 - SECONDS / 2}},
        new double[][] {{0}, {SECONDS}},
        new double[][] {{1, 0}, {0, 0.1}},
        new double[][] {{0.1}},
        gamma,
        noise,
        start);
  }

  private static String named(String part) {
    return "LinearQuadratic: " + part;
  }

  private static void requireSymmetric(String name, double[][] m) {
    double difference = Matrices.largest(Matrices.sum(m, -1, Matrices.transpose(m)));
    if (difference > ROUNDING * Matrices.largest(m)) {
      throw new IllegalArgumentException(
          named(name) + " must be symmetric, but is " + Arrays.deepToString(m));
    }
  }

  /** n, the length of a state. */
  public int states() {
    return a.length;
  }

  /** m, the length of an action. */
  public int actions() {
    return r.length;
  }

  /** A, {@code [n, n]}: a copy. */
  public double[][] a() {
    return Matrices.copy(a);
  }

  /** B, {@code [n, m]}: a copy. */
  public double[][] b() {
    return Matrices.copy(b);
  }

  /** Q, {@code [n, n]}: a copy. */
  public double[][] q() {
    return Matrices.copy(q);
  }

  /** R, {@code [m, m]}: a copy. */
  public double[][] r() {
    return Matrices.copy(r);
  }

  /** γ in (0, 1]. */
  public double gamma() {
    return gamma;
  }

  /** σ, the standard deviation of the process noise in each component. */
  public double noise() {
    return noise;
  }

  /** Where episodes begin. */
  public Start start() {
    return start;
  }
}
