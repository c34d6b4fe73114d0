package dev.bellman.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Policy iteration, value iteration and soft policy iteration on random MDPs. */
class ExactMethodTest {
  private static final Workers ONE = Workers.of(1);
  private static final int SEEDS = 30;

  @AfterAll
  static void close() {
    ONE.close();
  }

  private static List<ExactMethod> optimal(FiniteMdp mdp) {
    Tolerance t = Tolerance.standard();
    return List.of(
        new PolicyIterationV(mdp, t, ONE),
        new PolicyIterationQ(mdp, t, ONE),
        new ValueIterationV(mdp, t, ONE),
        new ValueIterationQ(mdp, t, ONE));
  }

  private static void run(ExactMethod method) {
    while (method.improve()) {
      assertThat(method.iterations()).isLessThan(1_000_000);
    }
  }

  @Test
  void allFourFindTheOptimalValues() {
    for (double gamma : new double[] {0.5, 0.99, 1}) {
      for (int seed = 0; seed < SEEDS; seed++) {
        FiniteMdp mdp = RandomMdp.episodic(seed, 3 + seed % 7, 1 + seed % 4, gamma);
        double[] v = null;
        for (ExactMethod method : optimal(mdp)) {
          run(method);
          double[] found = PolicyEvaluation.solve(mdp, method.policy());
          v = v == null ? found : v;
          String what = method.getClass().getSimpleName() + ", gamma " + gamma + ", seed " + seed;
          assertThat(Iterate.distance(found, v)).as(what).isLessThan(1e-9);
          assertThat(Iterate.distance(method.values(), v)).as(what).isLessThan(1e-9);
        }
      }
    }
  }

  @Test
  void policyIterationImprovesMonotonicallyAndEndsInFinitelyManySteps() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, 6, 3, 0.95);
      for (ExactMethod method :
          List.of(
              new PolicyIterationV(mdp, Tolerance.standard(), ONE),
              new PolicyIterationQ(mdp, Tolerance.standard(), ONE))) {
        double[] before = PolicyEvaluation.solve(mdp, method.policy());
        while (method.improve()) {
          double[] after = PolicyEvaluation.solve(mdp, method.policy());
          for (int s = 0; s < after.length; s++) {
            assertThat(after[s]).isGreaterThanOrEqualTo(before[s] - 1e-12);
          }
          before = after;
          assertThat(method.iterations()).as("3⁶ policies").isLessThanOrEqualTo(729);
        }
        assertThat(method.iterations()).isLessThan(20);
        double[] optimum = FixedPoint.of(new OptimalBellmanV(mdp)).values();
        assertThat(Iterate.distance(before, optimum)).isLessThan(1e-9);
      }
    }
  }

  @Test
  void softValuesRiseMonotonicallyToTheSoftOptimum() {
    double temperature = 0.5;
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, 5, 3, 0.9);
      SoftPolicyIteration method =
          new SoftPolicyIteration(mdp, temperature, Tolerance.standard(), ONE);
      double[] before = PolicyEvaluation.solveSoft(mdp, method.policy(), temperature);
      while (method.improve()) {
        double[] after = PolicyEvaluation.solveSoft(mdp, method.policy(), temperature);
        for (int s = 0; s < after.length; s++) {
          assertThat(after[s]).isGreaterThanOrEqualTo(before[s] - 1e-12);
        }
        before = after;
      }
      double[] q = ActionValues.of(mdp, before);
      for (int s = 0; s < before.length; s++) { // Ṽ* = α·log Σ exp(Q̃*/α)
        double sum = 0;
        for (int a = 0; a < 3; a++) {
          sum += Math.exp(q[3 * s + a] / temperature);
        }
        assertThat(before[s]).isCloseTo(temperature * Math.log(sum), within(1e-9));
      }
      for (int other = 0; other < 5; other++) {
        FinitePolicy policy = RandomMdp.policy(other, mdp);
        double[] lower = PolicyEvaluation.solveSoft(mdp, policy, temperature);
        for (int s = 0; s < lower.length; s++) {
          assertThat(lower[s]).isLessThanOrEqualTo(before[s] + 1e-9);
        }
      }
    }
  }

  /** 0 ≤ Ṽ* − V* ≤ α·log A/(1 − γ). */
  @Test
  void softPolicyIterationBecomesValueIterationAsTheTemperatureFalls() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FiniteMdp mdp = RandomMdp.ergodic(seed, 5, 3, 0.9);
      double[] optimum = FixedPoint.of(new OptimalBellmanV(mdp)).values();
      for (double temperature : new double[] {1, 0.1, 0.01, 0.001}) {
        SoftPolicyIteration method =
            new SoftPolicyIteration(mdp, temperature, Tolerance.standard(), ONE);
        run(method);
        double bound = temperature * Math.log(3) / (1 - 0.9);
        double[] soft = method.values();
        for (int s = 0; s < soft.length; s++) {
          assertThat(soft[s] - optimum[s]).isBetween(-1e-9, bound + 1e-9);
        }
      }
    }
  }

  @Test
  void aMethodGoesOnFromWhereItWasSaved() {
    FiniteMdp mdp = RandomMdp.episodic(5, 8, 3, 0.99);
    for (int which = 0; which < 5; which++) {
      ExactMethod whole = method(which, mdp);
      ExactMethod first = method(which, mdp);
      first.improve();
      ExactMethod second = method(which, mdp);
      InMemoryState.of(first).restore(second);
      run(whole);
      run(second);
      assertThat(second.values()).isEqualTo(whole.values());
      assertThat(second.iterations()).isEqualTo(whole.iterations());
      assertThat(second.policy()).isEqualTo(whole.policy());
    }
  }

  private static ExactMethod method(int which, FiniteMdp mdp) {
    return which < 4
        ? optimal(mdp).get(which)
        : new SoftPolicyIteration(mdp, 0.2, Tolerance.standard(), ONE);
  }
}
