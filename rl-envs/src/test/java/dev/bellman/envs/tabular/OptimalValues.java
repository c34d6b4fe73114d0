package dev.bellman.envs.tabular;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.Outcomes;

/**
 * V*, by sweeps until nothing changes any more: a few lines that share nothing with the library.
 */
final class OptimalValues {
  private OptimalValues() {}

  static double[] of(FiniteMdp mdp) {
    double[] values = new double[mdp.states()];
    double change = 1;
    for (int sweep = 0; change > 1e-14 && sweep < 100_000; sweep++) {
      change = 0;
      for (int s = 0; s < values.length; s++) {
        double best = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < mdp.actions(); a++) {
          best = Math.max(best, value(mdp, s, a, values));
        }
        change = Math.max(change, Math.abs(best - values[s]));
        values[s] = best;
      }
    }
    return values;
  }

  private static double value(FiniteMdp mdp, int s, int a, double[] values) {
    Outcomes outcomes = mdp.outcomes();
    int row = s * mdp.actions() + a;
    double sum = 0;
    for (int i = outcomes.first(row); i < outcomes.first(row + 1); i++) {
      sum +=
          outcomes.probability(i) * (outcomes.reward(i) + mdp.gamma() * values[outcomes.next(i)]);
    }
    return sum;
  }
}
