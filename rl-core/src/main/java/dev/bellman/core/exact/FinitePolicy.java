package dev.bellman.core.exact;

import java.util.Arrays;

/**
 * A policy of a finite MDP: {@code π(a|s)} for every state and action. Immutable.
 *
 * <p>One that is deterministic puts all probability on one action a state.
 */
public final class FinitePolicy {
  private static final double SUM_TOLERANCE = 1e-9;

  private final int actions;
  private final double[] probabilities;

  private FinitePolicy(int actions, double[] probabilities) {
    this.actions = actions;
    this.probabilities = probabilities;
  }

  /**
   * The policy with these probabilities, which are copied; π(a|s) is element s·A + a.
   *
   * @throws IllegalArgumentException if one is not in [0, 1], those of a state do not sum to 1
   *     within 1e-9, or the last state lacks some
   */
  public static FinitePolicy of(int actions, double[] probabilities) {
    if (actions < 1 || probabilities.length % actions != 0) {
      throw new IllegalArgumentException(
          "FinitePolicy: "
              + probabilities.length
              + " probabilities are not a whole number of states with "
              + actions
              + " actions");
    }
    for (int s = 0; s * actions < probabilities.length; s++) {
      double sum = 0;
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
          throw new IllegalArgumentException(
              "FinitePolicy: in state " + s + ", a probability is " + probabilities[i]);
        }
        sum += probabilities[i];
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw new IllegalArgumentException(
            "FinitePolicy: in state " + s + ", the probabilities sum to " + sum);
      }
    }
    return new FinitePolicy(actions, probabilities.clone());
  }

  /** All actions equally likely. */
  public static FinitePolicy uniform(FiniteMdp mdp) {
    double[] probabilities = mdp.zeroActionValues();
    Arrays.fill(probabilities, 1.0 / mdp.actions());
    return new FinitePolicy(mdp.actions(), probabilities);
  }

  /**
   * One action in each state.
   *
   * @param chosen the action of each state
   * @throws IllegalArgumentException if one is not in 0 … {@code actions} − 1
   */
  public static FinitePolicy deterministic(int actions, int[] chosen) {
    double[] probabilities = new double[chosen.length * actions];
    for (int s = 0; s < chosen.length; s++) {
      Numbered.require("FinitePolicy", "action", chosen[s], actions);
      probabilities[s * actions + chosen[s]] = 1;
    }
    return new FinitePolicy(actions, probabilities);
  }

  /**
   * Mostly this policy, and with probability ε any action: {@code (1 − ε)·π(a|s) + ε/A}.
   *
   * @param epsilon ε in [0, 1]
   * @throws IllegalArgumentException if it is not
   */
  public FinitePolicy soft(double epsilon) {
    if (!(epsilon >= 0 && epsilon <= 1)) {
      throw new IllegalArgumentException(
          "FinitePolicy: epsilon must be in [0, 1], but is " + epsilon);
    }
    double[] mixed = probabilities.clone();
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (1 - epsilon) * mixed[i] + epsilon / actions;
    }
    return new FinitePolicy(actions, mixed);
  }

  /** Refuses to act in another MDP than it is for. */
  void requireFits(FiniteMdp mdp) {
    if (states() != mdp.states() || actions != mdp.actions()) {
      throw new IllegalArgumentException(
          this
              + " does not fit an MDP with "
              + mdp.states()
              + " states and "
              + mdp.actions()
              + " actions");
    }
  }

  /** The number of states. */
  public int states() {
    return probabilities.length / actions;
  }

  /** The number of actions. */
  public int actions() {
    return actions;
  }

  /** π(a|s). */
  public double probability(int state, int action) {
    return probabilities[state * actions + action];
  }

  /** The likeliest action of a state, the first of several. */
  public int mode(int state) {
    int best = 0;
    for (int a = 1; a < actions; a++) {
      if (probability(state, a) > probability(state, best)) {
        best = a;
      }
    }
    return best;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FinitePolicy p
        && p.actions == actions
        && Arrays.equals(p.probabilities, probabilities);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(probabilities);
  }

  @Override
  public String toString() {
    return "FinitePolicy(" + states() + " states, " + actions + " actions)";
  }
}
