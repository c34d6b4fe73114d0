package dev.bellman.core.exact;

/**
 * The greedy policy: policy improvement.
 *
 * <pre>{@code
 * Greedy(Q)(s) = argmax_a Q(s, a),   Greedy(V) = Greedy(Q) with Q(s, a) = E[r + γ·V(s′) | s, a]
 * }</pre>
 *
 * <p>Of several best actions it takes the first.
 */
public final class Greedy {
  private Greedy() {}

  /** Greedy(V). */
  public static FinitePolicy of(FiniteMdp mdp, double[] v) {
    return ofActionValues(mdp.actions(), ActionValues.of(mdp, v));
  }

  /** Greedy(Q). */
  public static FinitePolicy ofActionValues(int actions, double[] q) {
    int[] chosen = new int[q.length / actions];
    for (int s = 0; s < chosen.length; s++) {
      for (int a = 1; a < actions; a++) {
        if (q[s * actions + a] > q[s * actions + chosen[s]]) {
          chosen[s] = a;
        }
      }
    }
    return FinitePolicy.deterministic(actions, chosen);
  }

  /**
   * Greedy(Q), but a state keeps its action unless another is better by more than {@code margin}:
   * values that are known within half of it can then not make the policy go round in circles. A
   * state without a certain action takes the best.
   *
   * @param margin ≥ 0
   */
  public static FinitePolicy improve(FinitePolicy policy, double[] q, double margin) {
    int actions = policy.actions();
    FinitePolicy greedy = ofActionValues(actions, q);
    int[] chosen = new int[policy.states()];
    for (int s = 0; s < chosen.length; s++) {
      int now = policy.mode(s);
      int best = greedy.mode(s);
      boolean keeps =
          policy.probability(s, now) == 1 && q[s * actions + best] <= q[s * actions + now] + margin;
      chosen[s] = keeps ? now : best;
    }
    return FinitePolicy.deterministic(actions, chosen);
  }
}
