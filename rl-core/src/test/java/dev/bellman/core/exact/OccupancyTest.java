package dev.bellman.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OccupancyTest {
  private static final int SEEDS = 20;

  /** P(s_t = s) for t + 1. */
  private static double[] next(FiniteMdp mdp, FinitePolicy policy, double[] now) {
    double[] after = mdp.zeroValues();
    for (int s = 0; s < now.length; s++) {
      PolicyEvaluation.addRow(mdp, policy, s, now[s], after);
    }
    return after;
  }

  private static double[] start(FiniteMdp mdp) {
    double[] p = mdp.zeroValues();
    for (int s = 0; s < p.length; s++) {
      p[s] = mdp.start(s);
    }
    return p;
  }

  private static double reward(FiniteMdp mdp, FinitePolicy policy, int s) {
    double sum = 0;
    for (int a = 0; a < mdp.actions(); a++) {
      sum += policy.probability(s, a) * mdp.reward(s, a);
    }
    return sum;
  }

  private static double entropy(FinitePolicy policy, int s) {
    double sum = 0;
    for (int a = 0; a < policy.actions(); a++) {
      sum -= policy.probability(s, a) * Math.log(policy.probability(s, a));
    }
    return sum;
  }

  @Test
  void theDiscountedOneIsTheSumOverTime() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.episodic(seed, 6, 2, 0.9);
      FinitePolicy policy = RandomMdp.policy(seed, mdp);
      double[] d = Occupancy.discounted(mdp, policy);
      double[] expected = mdp.zeroValues();
      double[] now = start(mdp);
      double weight = 1 - 0.9;
      for (int t = 0; t < 400; t++) {
        for (int s = 0; s < now.length; s++) {
          expected[s] += weight * now[s];
        }
        now = next(mdp, policy, now);
        weight *= 0.9;
      }
      assertThat(Iterate.distance(d, expected)).isLessThan(1e-12);
    }
  }

  @Test
  void theObjectiveIsTheRewardOfTheStatesThatAreVisited() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, 5, 3, 0.9);
      FinitePolicy policy = RandomMdp.policy(seed, mdp);
      double[] d = Occupancy.discounted(mdp, policy);
      double sum = 0;
      for (int s = 0; s < d.length; s++) {
        sum += d[s] * reward(mdp, policy, s) / (1 - 0.9);
      }
      assertThat(Occupancy.objective(mdp, policy)).isCloseTo(sum, within(1e-11));
    }
  }

  @Test
  void theDiscountedOneBecomesTheStationaryOne() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, 5, 2, 0.9);
      FinitePolicy policy = RandomMdp.policy(seed, mdp);
      double[] d = Occupancy.stationary(mdp, policy);
      assertThat(Iterate.distance(next(mdp, policy, d), d)).isLessThan(1e-13);
      double last = Double.POSITIVE_INFINITY;
      for (double gamma : new double[] {0.9, 0.99, 0.999, 0.99999}) {
        double far = Iterate.distance(Occupancy.discounted(mdp.withGamma(gamma), policy), d);
        assertThat(far).isLessThan(last);
        last = far;
      }
      assertThat(last).isLessThan(1e-4);
      double[] now = start(mdp);
      for (int t = 0; t < 200; t++) {
        now = next(mdp, policy, now);
      }
      assertThat(Iterate.distance(now, d)).as("from any start").isLessThan(1e-12);
    }
  }

  @Test
  void severalClassesHaveNoUniqueStationaryDistribution() {
    FiniteMdp two =
        FiniteMdp.builder(2, 1, 0.9).outcome(0, 0, 1, 0, 0).outcome(1, 0, 1, 0, 1).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Occupancy.stationary(two, FinitePolicy.uniform(two)))
        .withMessageContaining("not unique");
  }

  /** J_MaxEnt = Σ γᵗ E[r + α·H] = E[Ṽ(s₀)]. */
  @Test
  void theMaximumEntropyObjectiveIsTheSoftValueOfTheStart() {
    double temperature = 0.3;
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, 5, 3, 0.9);
      FinitePolicy policy = RandomMdp.policy(seed, mdp);
      double[] now = start(mdp);
      double objective = 0;
      double weight = 1;
      for (int t = 0; t < 400; t++) {
        for (int s = 0; s < now.length; s++) {
          objective +=
              weight * now[s] * (reward(mdp, policy, s) + temperature * entropy(policy, s));
        }
        now = next(mdp, policy, now);
        weight *= 0.9;
      }
      double[] soft = PolicyEvaluation.solveSoft(mdp, policy, temperature);
      assertThat(mdp.startValue(soft)).isCloseTo(objective, within(1e-11));
    }
  }
}
