package dev.bellman.core.exact;

/**
 * From V to Q.
 *
 * <pre>{@code
 * Q(s, a) = E[r + γ·V(s′) | s, a]
 * }</pre>
 */
public final class ActionValues {
  private ActionValues() {}

  /** Q of all states and actions; (s, a) is element s·A + a. */
  public static double[] of(FiniteMdp mdp, double[] v) {
    double[] q = mdp.zeroActionValues();
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        q[s * mdp.actions() + a] = mdp.backup(s, a, v);
      }
    }
    return q;
  }
}
