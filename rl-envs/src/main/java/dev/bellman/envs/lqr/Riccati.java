package dev.bellman.envs.lqr;

import static dev.bellman.envs.lqr.Matrices.product;
import static dev.bellman.envs.lqr.Matrices.sandwich;
import static dev.bellman.envs.lqr.Matrices.sum;
import static dev.bellman.envs.lqr.Matrices.transpose;

/**
 * What is exactly true of a {@link LinearQuadratic}: its optimum, the value of any linear policy,
 * the gradient of the objective, and the optimum with entropy.
 *
 * <pre>{@code
 * H = [Q + γAᵀPA   γAᵀPB   ]      Q(x, u) = −[x; u]ᵀH[x; u] − c                        (1)
 *     [γBᵀPA       R + γBᵀPB]
 * P = Q + γAᵀPA − γAᵀPB·(R + γBᵀPB)⁻¹·γBᵀPA                                            (2)
 * K = (R + γBᵀPB)⁻¹·γBᵀPA         u* = −K·x                                            (3)
 * c = γ/(1−γ)·σ²·tr P             from c = γσ²·tr P + γc                               (4)
 * }</pre>
 *
 * <p>A gain K is {@code [m, n]} and stands for the policy u = −K·x. All in double precision.
 *
 * <p>Lancaster and Rodman, "Algebraic Riccati Equations" (1995); the gradient: Fazel, Ge, Kakade
 * and Mesbahi, "Global Convergence of Policy Gradient Methods for the Linear Quadratic Regulator"
 * (2018).
 */
public final class Riccati {
  private static final int MOST_ITERATIONS = 1_000_000;
  private static final int MOST_DOUBLINGS = 64;

  /** Relative changes below this are rounding, as soon as they shrink no more. */
  private static final double NEARLY_CONVERGED = 1e-12;

  private Riccati() {}

  /**
   * The optimal policy and its values.
   *
   * @param gain K of (3), {@code [m, n]}
   * @param value V*(x)
   * @param actionValue Q*(x, u), of x and u in one row
   * @param iterations how often (2) was applied, from P = 0 on
   * @param residual the largest difference between the two sides of (2)
   */
  public record Optimum(
      double[][] gain, Quadratic value, Quadratic actionValue, int iterations, double residual) {}

  /**
   * The values of a linear policy.
   *
   * @param value V^K(x)
   * @param actionValue Q^K(x, u), of x and u in one row
   */
  public record PolicyValue(Quadratic value, Quadratic actionValue) {}

  /**
   * The optimum of the objective with entropy: a ~ N(−K·x, covariance).
   *
   * @param gain K, that of the optimum without entropy, {@code [m, n]}
   * @param covariance α/2·(R + γBᵀPB)⁻¹, {@code [m, m]}, the same in all states
   * @param value V(x) = α·log ∫ exp(Q(x, u)/α) du
   * @param actionValue Q(x, u) = r + γ·E[V(x′)], of x and u in one row
   */
  public record SoftOptimum(
      double[][] gain, double[][] covariance, Quadratic value, Quadratic actionValue) {}

  /**
   * Solves (2) by value iteration from P = 0, until rounding is all that changes.
   *
   * <p>With γ = 1 and noise the gain is that of the best average reward, and the values' constant
   * is infinite.
   *
   * @throws IllegalArgumentException if no policy keeps the discounted cost finite
   */
  public static Optimum solve(LinearQuadratic lq) {
    double[][] p = new double[lq.states()][lq.states()];
    double before = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= MOST_ITERATIONS; i++) {
      double[][] h = actionMatrix(lq, p);
      double[][] next = schur(lq, h);
      double change = Matrices.largest(sum(next, -1, p));
      double scale = Matrices.largest(next);
      p = next;
      if (!(scale < Double.POSITIVE_INFINITY)) {
        break;
      }
      if (change <= NEARLY_CONVERGED * scale && change >= before || change == 0) {
        double[][] last = actionMatrix(lq, p);
        double residual = Matrices.largest(sum(schur(lq, last), -1, p));
        double constant = noiseConstant(lq, p);
        return new Optimum(
            gain(lq, last), new Quadratic(p, constant), new Quadratic(last, constant), i, residual);
      }
      before = change;
    }
    throw new IllegalArgumentException(
        "Riccati: value iteration does not converge: no linear policy keeps the cost finite");
  }

  /**
   * The values of u = −K·x.
   *
   * <pre>{@code
   * P = Q + KᵀRK + γ(A−BK)ᵀP(A−BK)
   * }</pre>
   *
   * @param gain K, {@code [m, n]}
   * @throws IllegalArgumentException if K has another shape, or √γ·(A−BK) is not stable, so that
   *     the discounted cost is not finite
   */
  public static PolicyValue evaluate(LinearQuadratic lq, double[][] gain) {
    double[][] p = policyMatrix(lq, gain);
    double constant = noiseConstant(lq, p);
    return new PolicyValue(
        new Quadratic(p, constant), new Quadratic(actionMatrix(lq, p), constant));
  }

  /**
   * {@code J(K) = E[V^K(x₀)]}, the expected discounted return of u = −K·x.
   *
   * @throws IllegalArgumentException as {@link #evaluate}
   */
  public static double objective(LinearQuadratic lq, double[][] gain) {
    return evaluate(lq, gain).value().mean(lq.start().secondMoment(lq.states()));
  }

  /**
   * The discounted correlation of the states that u = −K·x visits.
   *
   * <pre>{@code
   * Σ = Σ_t γᵗ·E[x_t·x_tᵀ] = E[x₀x₀ᵀ] + γ/(1−γ)·σ²·I + γ(A−BK)·Σ·(A−BK)ᵀ
   * }</pre>
   *
   * @return Σ, {@code [n, n]}
   * @throws IllegalArgumentException as {@link #evaluate}, and if there is noise and γ is 1
   */
  public static double[][] correlation(LinearQuadratic lq, double[][] gain) {
    double[][] start = lq.start().secondMoment(lq.states());
    double noise = discountedNoise(lq);
    if (noise == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "Riccati: with gamma 1 noise must be 0, or the states' sum is infinite, but is "
              + lq.noise());
    }
    return lyapunov(
        lq, transpose(closedLoop(lq, gain)), sum(start, noise, Matrices.identity(lq.states(), 1)));
  }

  /**
   * The gradient of {@link #objective}: what a policy gradient estimates.
   *
   * <pre>{@code
   * ∇J(K) = −2·((R + γBᵀPB)·K − γBᵀPA)·Σ          P and Σ those of K
   * }</pre>
   *
   * @return dJ/dK, {@code [m, n]}
   * @throws IllegalArgumentException as {@link #correlation}
   */
  public static double[][] gradient(LinearQuadratic lq, double[][] gain) {
    double[][] correlation = correlation(lq, gain);
    double[][] h = actionMatrix(lq, policyMatrix(lq, gain));
    double[][] towards = sum(product(curvature(lq, h), gain), -1, coupling(lq, h));
    return Matrices.scaled(-2, product(towards, correlation));
  }

  /**
   * The optimum of reward and entropy, {@code E[Σ_t γᵗ·(r_t + α·H(π(·|x_t)))]}.
   *
   * <p>With S = R + γBᵀPB, (1) is Q(x, u) = −xᵀPx − (u+Kx)ᵀS(u+Kx) − c_Q, so
   *
   * <pre>{@code
   * π(u|x) ∝ exp(Q/α)       = N(−Kx, α/2·S⁻¹)
   * V(x) = α·log ∫ exp(Q/α) = −xᵀPx − c_Q + α·h        h = ½·(m·log(πα) − log det S)
   * c_Q = γσ²·tr P + γ·c_V,  c_V = c_Q − α·h           c_V = (γσ²·tr P − α·h)/(1−γ)
   * }</pre>
   *
   * <p>and P and K are those of (2) and (3).
   *
   * @param temperature α &gt; 0
   * @throws IllegalArgumentException if α is not positive, γ is 1, or as {@link #solve}
   */
  public static SoftOptimum soft(LinearQuadratic lq, double temperature) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Riccati: temperature must be > 0 and finite, but is " + temperature);
    }
    if (lq.gamma() == 1) {
      throw new IllegalArgumentException(
          "Riccati: gamma must be < 1, or the sum of entropies is infinite, but is 1");
    }
    Optimum optimum = solve(lq);
    double[][] h = optimum.actionValue().matrix();
    double[][] lower = factor(curvature(lq, h));
    int m = lq.actions();
    double worth =
        temperature / 2 * (m * Math.log(Math.PI * temperature) - Matrices.logDeterminant(lower));
    double[][] p = optimum.value().matrix();
    double constant = noiseConstant(lq, p) - worth / (1 - lq.gamma());
    return new SoftOptimum(
        optimum.gain(),
        Matrices.solve(lower, Matrices.identity(m, temperature / 2)),
        new Quadratic(p, constant),
        new Quadratic(h, constant + worth));
  }

  /** H of (1), {@code [n+m, n+m]}. */
  private static double[][] actionMatrix(LinearQuadratic lq, double[][] p) {
    int n = lq.states();
    int m = lq.actions();
    double[][] both = new double[n][n + m];
    double[][] cost = new double[n + m][n + m];
    double[][] a = lq.a();
    double[][] b = lq.b();
    double[][] q = lq.q();
    double[][] r = lq.r();
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], 0, both[i], 0, n);
      System.arraycopy(b[i], 0, both[i], n, m);
      System.arraycopy(q[i], 0, cost[i], 0, n);
    }
    for (int i = 0; i < m; i++) {
      System.arraycopy(r[i], 0, cost[n + i], n, m);
    }
    return Matrices.symmetric(sum(cost, lq.gamma(), sandwich(both, p)));
  }

  /** The block of H that belongs to u and u: R + γBᵀPB. */
  private static double[][] curvature(LinearQuadratic lq, double[][] h) {
    return block(h, lq.states(), lq.states(), lq.actions(), lq.actions());
  }

  /** The block of H that belongs to u and x: γBᵀPA. */
  private static double[][] coupling(LinearQuadratic lq, double[][] h) {
    return block(h, lq.states(), 0, lq.actions(), lq.states());
  }

  private static double[][] block(double[][] m, int row, int column, int rows, int columns) {
    double[][] block = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(m[row + i], column, block[i], 0, columns);
    }
    return block;
  }

  /** (3). */
  private static double[][] gain(LinearQuadratic lq, double[][] h) {
    return Matrices.solve(factor(curvature(lq, h)), coupling(lq, h));
  }

  /** The right side of (2). */
  private static double[][] schur(LinearQuadratic lq, double[][] h) {
    double[][] best = product(transpose(coupling(lq, h)), gain(lq, h));
    return Matrices.symmetric(sum(block(h, 0, 0, lq.states(), lq.states()), -1, best));
  }

  private static double[][] factor(double[][] positive) {
    return Matrices.cholesky(positive)
        .orElseThrow(
            () -> new IllegalArgumentException("Riccati: the numbers are too large for a double"));
  }

  private static double[][] closedLoop(LinearQuadratic lq, double[][] gain) {
    Matrices.requireShape("Riccati: gain", gain, lq.actions(), lq.states());
    return sum(lq.a(), -1, product(lq.b(), gain));
  }

  private static double[][] policyMatrix(LinearQuadratic lq, double[][] gain) {
    double[][] loop = closedLoop(lq, gain);
    return lyapunov(lq, loop, sum(lq.q(), 1, sandwich(gain, lq.r())));
  }

  /**
   * X = Y + γMᵀXM by doubling: after k rounds X has the first 2ᵏ terms of Σ_t γᵗ·(Mᵗ)ᵀYMᵗ.
   *
   * @param m its powers must vanish faster than γ's grow
   */
  private static double[][] lyapunov(LinearQuadratic lq, double[][] m, double[][] y) {
    double[][] x = y;
    double[][] power = Matrices.scaled(Math.sqrt(lq.gamma()), m);
    for (int i = 0; i < MOST_DOUBLINGS; i++) {
      x = Matrices.symmetric(sum(x, 1, sandwich(power, x)));
      power = product(power, power);
      double left = Matrices.largest(power);
      if (left < Double.MIN_NORMAL) {
        return x;
      }
      if (!(left < Double.POSITIVE_INFINITY)) {
        break;
      }
    }
    throw new IllegalArgumentException(
        "Riccati: the gain must keep the discounted cost finite, but √γ·(A − BK) is not stable");
  }

  /** c of (4). */
  private static double noiseConstant(LinearQuadratic lq, double[][] p) {
    double trace = Matrices.trace(p);
    return lq.noise() == 0 || trace == 0 ? 0 : discountedNoise(lq) * trace;
  }

  /** γ/(1−γ)·σ². */
  private static double discountedNoise(LinearQuadratic lq) {
    return lq.noise() == 0 ? 0 : lq.gamma() / (1 - lq.gamma()) * lq.noise() * lq.noise();
  }
}
