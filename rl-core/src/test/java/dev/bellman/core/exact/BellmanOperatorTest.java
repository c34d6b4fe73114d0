package dev.bellman.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The theorems on Bellman operators, on random MDPs. */
class BellmanOperatorTest {
  private static final int SEEDS = 30;
  private static final double EXACT = 1e-9;

  private static List<FiniteMdp> mdps(double gamma) {
    List<FiniteMdp> all = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      all.add(RandomMdp.ergodic(seed, 2 + seed % 5, 1 + seed % 4, gamma));
      all.add(RandomMdp.episodic(seed, 3 + seed % 6, 1 + seed % 3, gamma));
    }
    return all;
  }

  private static List<BellmanOperator> operators(FiniteMdp mdp) {
    FinitePolicy policy = RandomMdp.policy(7, mdp);
    return List.of(
        new BellmanV(mdp, policy),
        new BellmanQ(mdp, policy),
        new OptimalBellmanV(mdp),
        new OptimalBellmanQ(mdp),
        new SoftBellmanV(mdp, policy, 0.3),
        new SoftBellmanQ(mdp, policy, 0.3));
  }

  private static double[] start(BellmanOperator operator, long seed) {
    return RandomMdp.values(seed, operator.mdp().states() * operator.width());
  }

  private static void requireClose(String what, double[] actual, double[] expected, double within) {
    assertThat(Iterate.distance(actual, expected)).as(what).isLessThanOrEqualTo(within);
  }

  @Test
  void allContractByGamma() {
    for (double gamma : new double[] {0.3, 0.9, 0.999}) {
      for (FiniteMdp mdp : mdps(gamma)) {
        for (BellmanOperator operator : operators(mdp)) {
          double[] x = start(operator, 1);
          double[] y = start(operator, 2);
          assertThat(Iterate.distance(operator.apply(x), operator.apply(y)))
              .as("%s", operator)
              .isLessThanOrEqualTo(gamma * Iterate.distance(x, y) + 1e-12);
        }
      }
    }
  }

  @Test
  void everyStartLeadsToOneFixedPointWithinTheBound() {
    for (FiniteMdp mdp : mdps(0.9)) {
      for (BellmanOperator operator : operators(mdp)) {
        Tolerance exact = new Tolerance(1e-12, 100_000);
        Tolerance rough = new Tolerance(0.01, 100_000);
        try (Workers one = Workers.of(1)) {
          double[] fixed = FixedPoint.iterate(operator, start(operator, 1), exact, one).values();
          double[] other = FixedPoint.iterate(operator, start(operator, 2), exact, one).values();
          requireClose("unique", other, fixed, 1e-11);
          requireClose("fixed", operator.apply(fixed), fixed, 1e-11);
          FixedPoint near = FixedPoint.iterate(operator, start(operator, 3), rough, one);
          assertThat(near.bound()).isLessThanOrEqualTo(0.01);
          requireClose("Banach's bound", near.values(), fixed, near.bound() + 1e-11);
        }
      }
    }
  }

  @Test
  void theFixedPointsAtAPolicyAreItsValues() {
    for (FiniteMdp mdp : mdps(0.95)) {
      FinitePolicy policy = RandomMdp.policy(5, mdp);
      double[] v = PolicyEvaluation.solve(mdp, policy);
      double[] q = ActionValues.of(mdp, v);
      requireClose("V", FixedPoint.of(new BellmanV(mdp, policy)).values(), v, EXACT);
      requireClose("Q", FixedPoint.of(new BellmanQ(mdp, policy)).values(), q, EXACT);
      requireClose("V of Q", StateValues.at(policy, q), v, EXACT);
      double[] soft = PolicyEvaluation.solveSoft(mdp, policy, 0.4);
      double[] softQ = ActionValues.of(mdp, soft);
      requireClose("Ṽ", FixedPoint.of(new SoftBellmanV(mdp, policy, 0.4)).values(), soft, EXACT);
      requireClose("Q̃", FixedPoint.of(new SoftBellmanQ(mdp, policy, 0.4)).values(), softQ, EXACT);
      requireClose("Ṽ of Q̃", StateValues.soft(mdp, policy, 0.4, softQ), soft, EXACT);
    }
  }

  @Test
  void theOptimalFixedPointsAreTheValuesOfTheirGreedyPolicyAndAboveAllOthers() {
    for (FiniteMdp mdp : mdps(0.9)) {
      double[] v = FixedPoint.of(new OptimalBellmanV(mdp)).values();
      double[] q = FixedPoint.of(new OptimalBellmanQ(mdp)).values();
      requireClose("V* = max Q*", StateValues.greatest(mdp.actions(), q), v, EXACT);
      assertThat(Greedy.ofActionValues(mdp.actions(), q)).isEqualTo(Greedy.of(mdp, v));
      requireClose("greedy", PolicyEvaluation.solve(mdp, Greedy.of(mdp, v)), v, EXACT);
      for (int seed = 0; seed < 5; seed++) {
        double[] other = PolicyEvaluation.solve(mdp, RandomMdp.policy(seed, mdp));
        for (int s = 0; s < v.length; s++) {
          assertThat(other[s]).isLessThanOrEqualTo(v[s] + EXACT);
        }
      }
    }
  }

  @Test
  void workersChangeNoBit() {
    FiniteMdp mdp = RandomMdp.episodic(3, 6_000, 2, 0.97);
    try (Workers one = Workers.of(1);
        Workers three = Workers.of(3)) {
      for (BellmanOperator operator : operators(mdp)) {
        double[] start = start(operator, 4);
        FixedPoint alone = FixedPoint.iterate(operator, start, Tolerance.standard(), one);
        FixedPoint shared = FixedPoint.iterate(operator, start, Tolerance.standard(), three);
        assertThat(shared.values()).isEqualTo(alone.values());
        assertThat(shared.sweeps()).isEqualTo(alone.sweeps());
      }
    }
  }

  @Test
  void withoutDiscountAPolicyThatEndsHasItsValues() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.episodic(seed, 5, 2, 1);
      FinitePolicy policy = RandomMdp.policy(seed, mdp);
      FixedPoint found = FixedPoint.of(new BellmanV(mdp, policy));
      requireClose("V", found.values(), PolicyEvaluation.solve(mdp, policy), EXACT);
      assertThat(found.bound()).isInfinite();
    }
  }

  @Test
  void withoutDiscountAPolicyThatNeverEndsIsRefused() {
    FiniteMdp forever = FiniteMdp.builder(1, 1, 1).outcome(0, 0, 1, 1, 0).build();
    FinitePolicy policy = FinitePolicy.uniform(forever);
    Tolerance few = new Tolerance(1e-9, 1000);
    try (Workers one = Workers.of(1)) {
      assertThatThrownBy(
              () -> FixedPoint.iterate(new BellmanV(forever, policy), new double[1], few, one))
          .isInstanceOf(ConvergenceException.class)
          .hasMessage(
              "BellmanV did not converge: after 1000 sweeps at gamma 1.0 a value still changes by"
                  + " 1.0; at gamma 1 a policy must end for sure: choose gamma < 1 or more sweeps");
    }
    assertThatThrownBy(() -> PolicyEvaluation.solve(forever, policy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may go on for ever");
  }

  @Test
  void softGreedyIsTheMaximumOverPolicies() {
    for (FiniteMdp mdp : mdps(0.9)) {
      double[] q = RandomMdp.values(11, mdp.states() * mdp.actions());
      FinitePolicy best = SoftGreedy.ofActionValues(mdp.actions(), q, 0.7);
      for (int s = 0; s < mdp.states(); s++) {
        double logSum = 0;
        double max = StateValues.greatest(mdp.actions(), q, s);
        for (int a = 0; a < mdp.actions(); a++) {
          logSum += Math.exp((q[s * mdp.actions() + a] - max) / 0.7);
        }
        double value = StateValues.soft(best, 0.7, q, s);
        assertThat(value).isCloseTo(max + 0.7 * Math.log(logSum), within(1e-12));
        for (int seed = 0; seed < 5; seed++) {
          FinitePolicy other = RandomMdp.policy(seed, mdp);
          assertThat(StateValues.soft(other, 0.7, q, s)).isLessThanOrEqualTo(value + 1e-12);
        }
      }
    }
  }
}
