package dev.bellman.algorithms.tabular;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.core.exact.BellmanV;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FinitePolicy;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.space.Finite;
import dev.bellman.envs.Environments;
import java.util.Map;

/** How a greedy policy does, computed and not sampled. */
final class Play {
  private Play() {}

  /**
   * The expected return of a policy over so many steps, by applying its Bellman operator so often
   * with γ = 1: what an environment with this time limit pays.
   */
  static double expectedReturn(String environment, Policy policy, int steps) {
    FiniteMdp mdp = Environments.mdp(environment, Map.of(), 1);
    Finite observations = (Finite) Environments.make(environment).observationSpace();
    BellmanV operator = new BellmanV(mdp, finite(mdp, observations, policy));
    double[] v = mdp.zeroValues();
    for (int i = 0; i < steps; i++) {
      v = operator.apply(v);
    }
    return mdp.startValue(v);
  }

  /** States without an observation (an end, Blackjack's naturals) take action 0. */
  private static FinitePolicy finite(FiniteMdp mdp, Finite observations, Policy policy) {
    int[] chosen = new int[mdp.states()];
    float[] row = new float[observations.size()];
    float[] action = new float[1];
    for (int s = 0; s < observations.n(); s++) {
      observations.write(s, row, 0);
      policy.act(row, 1, action);
      chosen[s] = (int) action[0];
    }
    return FinitePolicy.deterministic(mdp.actions(), chosen);
  }

  /** What a learner has learned, for environments that show the state as one number. */
  static Policy greedy(TabularLearner learner) {
    return (rows, count, actions) -> {
      for (int i = 0; i < count; i++) {
        actions[i] = learner.greedy((int) rows[i]);
      }
    };
  }
}
