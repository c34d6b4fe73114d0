package dev.bellman.core.exact;

import java.util.Arrays;

/**
 * How much time a policy spends in each state.
 *
 * <pre>{@code
 * d_γ(s) = (1 − γ)·Σ_t γᵗ·P(s_t = s)            discounted, from p₀; γ < 1
 * d(s)   = lim P(s_T = s),  d·P_π = d, Σ d = 1   stationary
 * J(π)   = Σ p₀(s)·V^π(s) = 1/(1 − γ)·Σ d_γ(s)·r_π(s)
 * }</pre>
 *
 * <p>In irreducible, positive recurrent MDPs d exists, is unique, and d_γ → d as γ → 1.
 */
public final class Occupancy {
  private Occupancy() {}

  /**
   * d_γ^{π, p₀}.
   *
   * @throws IllegalArgumentException if γ = 1, or there are more than 6000 states
   */
  public static double[] discounted(FiniteMdp mdp, FinitePolicy policy) {
    if (mdp.gamma() == 1) {
      throw new IllegalArgumentException(
          "Occupancy: the discounted one needs gamma < 1, but gamma is 1; use stationary");
    }
    int n = mdp.states();
    double[][] m = balance(mdp, policy, mdp.gamma());
    double[] right = new double[n];
    for (int s = 0; s < n; s++) {
      right[s] = (1 - mdp.gamma()) * mdp.start(s);
    }
    return LinearSystem.solve(m, right, "Occupancy: the system is singular");
  }

  /**
   * d^π.
   *
   * @throws IllegalArgumentException if it is not unique: some states never meet others
   */
  public static double[] stationary(FiniteMdp mdp, FinitePolicy policy) {
    int n = mdp.states();
    double[][] m = balance(mdp, policy, 1);
    double[] right = new double[n];
    for (int s = 0; s < n; s++) {
      m[n - 1][s] = 1; // one equation follows from the others: Σ d = 1 takes its place
    }
    right[n - 1] = 1;
    return LinearSystem.solve(
        m,
        right,
        "Occupancy: the stationary distribution is not unique: there are several classes");
  }

  /** J(π) = Σ p₀(s)·V^π(s). */
  public static double objective(FiniteMdp mdp, FinitePolicy policy) {
    return mdp.startValue(PolicyEvaluation.solve(mdp, policy));
  }

  /** {@code I − γ·P_πᵀ}. */
  private static double[][] balance(FiniteMdp mdp, FinitePolicy policy, double gamma) {
    int n = mdp.states();
    LinearSystem.requireSmall("Occupancy", n);
    double[][] m = new double[n][n];
    double[] row = new double[n];
    for (int s = 0; s < n; s++) {
      Arrays.fill(row, 0);
      PolicyEvaluation.addRow(mdp, policy, s, -gamma, row);
      for (int next = 0; next < n; next++) {
        m[next][s] = row[next];
      }
    }
    for (int s = 0; s < n; s++) {
      m[s][s] += 1;
    }
    return m;
  }
}
