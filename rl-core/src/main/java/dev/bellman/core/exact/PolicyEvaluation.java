package dev.bellman.core.exact;

/**
 * The values of a policy by solving its Bellman equation: the second way to them, without
 * iteration.
 *
 * <pre>{@code
 * (I − γ·P_π)·V = r_π     P_π(s, s′) = Σ_a π(a|s)·p(s′|s, a),  r_π(s) = Σ_a π(a|s)·r(s, a)
 * }</pre>
 *
 * <p>Absorbing states are worth 0 and left out, so that it can be solved at γ = 1 for a policy that
 * ends for sure.
 */
public final class PolicyEvaluation {
  private PolicyEvaluation() {}

  /**
   * V^π.
   *
   * @throws IllegalArgumentException at γ = 1 if the policy may go on for ever; if there are more
   *     than 6000 states
   */
  public static double[] solve(FiniteMdp mdp, FinitePolicy policy) {
    return solve(mdp, policy, 0);
  }

  /** Ṽ^π: with α times the entropy of π(·|s) in each state that is not absorbing. */
  public static double[] solveSoft(FiniteMdp mdp, FinitePolicy policy, double temperature) {
    return solve(mdp, policy, temperature);
  }

  private static double[] solve(FiniteMdp mdp, FinitePolicy policy, double temperature) {
    int n = mdp.states();
    LinearSystem.requireSmall("PolicyEvaluation", n);
    double[][] m = new double[n][n];
    double[] right = new SoftBellmanV(mdp, policy, temperature).apply(mdp.zeroValues()); // r_π
    for (int s = 0; s < n; s++) {
      m[s][s] = 1;
      if (!mdp.isAbsorbing(s)) {
        addRow(mdp, policy, s, -mdp.gamma(), m[s]);
      }
    }
    return LinearSystem.solve(
        m,
        right,
        "PolicyEvaluation: at gamma 1 the policy must end for sure, but may go on for ever");
  }

  /** Adds {@code factor·P_π(s, ·)} to a row. */
  static void addRow(FiniteMdp mdp, FinitePolicy policy, int s, double factor, double[] row) {
    Outcomes outcomes = mdp.outcomes();
    for (int a = 0; a < mdp.actions(); a++) {
      double p = factor * policy.probability(s, a);
      int of = s * mdp.actions() + a;
      for (int i = outcomes.first(of); i < outcomes.first(of + 1); i++) {
        row[outcomes.next(i)] += p * outcomes.probability(i);
      }
    }
  }
}
