package dev.bellman.core.exact;

/**
 * From Q to V.
 *
 * <pre>{@code
 * V(s) = E[Q(s, a) | s]                  a ~ π(·|s)
 * V(s) = max_a Q(s, a)
 * Ṽ(s) = E[Q̃(s, a) − α·log π(a|s) | s]   a ~ π(·|s)
 * }</pre>
 */
public final class StateValues {
  private StateValues() {}

  /** {@code E[Q(s, a)]} of all states. */
  public static double[] at(FinitePolicy policy, double[] q) {
    double[] v = new double[policy.states()];
    for (int s = 0; s < v.length; s++) {
      v[s] = at(policy, q, s);
    }
    return v;
  }

  /** {@code max_a Q(s, a)} of all states. */
  public static double[] greatest(int actions, double[] q) {
    double[] v = new double[q.length / actions];
    for (int s = 0; s < v.length; s++) {
      v[s] = greatest(actions, q, s);
    }
    return v;
  }

  /** {@code E[Q̃(s, a) − α·log π(a|s)]} of all states that are not absorbing. */
  public static double[] soft(FiniteMdp mdp, FinitePolicy policy, double temperature, double[] q) {
    double[] v = new double[policy.states()];
    for (int s = 0; s < v.length; s++) {
      v[s] = mdp.isAbsorbing(s) ? 0 : soft(policy, temperature, q, s);
    }
    return v;
  }

  static void requireTemperature(double temperature) {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Soft values: the temperature must be ≥ 0 and finite, but is " + temperature);
    }
  }

  static double at(FinitePolicy policy, double[] q, int s) {
    double sum = 0;
    for (int a = 0; a < policy.actions(); a++) {
      sum += policy.probability(s, a) * q[s * policy.actions() + a];
    }
    return sum;
  }

  static double greatest(int actions, double[] q, int s) {
    double best = q[s * actions];
    for (int i = s * actions + 1; i < (s + 1) * actions; i++) {
      best = Math.max(best, q[i]);
    }
    return best;
  }

  static double soft(FinitePolicy policy, double temperature, double[] q, int s) {
    double sum = 0;
    for (int a = 0; a < policy.actions(); a++) {
      double p = policy.probability(s, a);
      sum += p == 0 ? 0 : p * (q[s * policy.actions() + a] - temperature * Math.log(p));
    }
    return sum;
  }
}
