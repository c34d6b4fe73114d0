package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.bench.config.UsageException;
import dev.bellman.core.exact.ActionValues;
import dev.bellman.core.exact.BellmanOperator;
import dev.bellman.core.exact.BellmanV;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FinitePolicy;
import dev.bellman.core.exact.FixedPoint;
import dev.bellman.core.exact.Greedy;
import dev.bellman.core.exact.OptimalBellmanV;
import dev.bellman.core.exact.PolicyEvaluation;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.space.Finite;
import dev.bellman.core.training.Training;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The learners of tables in the worlds whose values are known. */
class TabularAlgorithmsTest {

  private static Training train(
      String algorithm, String world, Map<String, String> settings, int seed, long steps) {
    Training training = begin(algorithm, world, settings, seed);
    while (training.advance(steps)) {
      assertThat(training.steps()).isLessThanOrEqualTo(steps);
    }
    return training;
  }

  private static Training begin(
      String algorithm, String world, Map<String, String> settings, int seed) {
    return Algorithms.all()
        .find(algorithm)
        .create(settings, Worlds.factory(world, Map.of()), seed, 1);
  }

  /** The greedy policy as a table; states that are no observation take action 0. */
  private static FinitePolicy greedy(Training training, String world, FiniteMdp mdp) {
    Finite space = (Finite) Worlds.factory(world, Map.of()).make().observationSpace();
    Policy policy = training.greedy();
    float[] observation = new float[space.size()];
    float[] action = new float[1];
    int[] chosen = new int[mdp.states()];
    for (int s = 0; s < space.n(); s++) {
      space.write(s, observation, 0);
      policy.act(observation, 1, action);
      chosen[s] = (int) action[0];
    }
    return FinitePolicy.deterministic(mdp.actions(), chosen);
  }

  /** The expected return of so many steps from the start, exactly. */
  private static double greedyReturn(Training training, String world, int steps) {
    FiniteMdp mdp = Worlds.factory(world, Map.of()).mdp(1);
    BellmanOperator operator = new BellmanV(mdp, greedy(training, world, mdp));
    double[] v = mdp.zeroValues();
    for (int t = 0; t < steps; t++) {
      v = operator.apply(v);
    }
    return mdp.startValue(v);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void onTheCliffQLearningWalksTheEdgeAndSarsaTheSafePath(int seed) {
    Training edge = train("q-learning", "CliffWalking-v1", Map.of(), seed, 200_000);
    assertThat(greedyReturn(edge, "CliffWalking-v1", 500)).isEqualTo(-13);
    Training safe = train("sarsa", "CliffWalking-v1", Map.of("stepSize", "0.1"), seed, 400_000);
    assertThat(greedyReturn(safe, "CliffWalking-v1", 500)).isBetween(-17.0, -15.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sarsa", "expected-sarsa", "n-step-sarsa", "sarsa-lambda", "q-learning"})
  void againstTheWindAllArriveWithinTwoStepsOfTheShortestWay(String algorithm) {
    Map<String, String> settings = Map.of("stepSize", "0.1");
    Training training = train(algorithm, "WindyGridworld-v0", settings, 0, 400_000);
    assertThat(greedyReturn(training, "WindyGridworld-v0", 500)).isBetween(-17.0, -15.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void inTheTaxiQLearningIsOptimalFromAllStarts(int seed) {
    Map<String, String> settings = Map.of("stepSize", "1", "epsilon", "1");
    Training training = train("q-learning", "Taxi-v4", settings, seed, 2_000_000);
    assertThat(greedyReturn(training, "Taxi-v4", 200)).isCloseTo(7.93, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void onTheLakeQLearningArrivesSevenTimesOfTen(int seed) {
    Map<String, String> settings =
        Map.of("stepSize", "visits_0.7", "gamma", "0.99", "epsilon", "0.5");
    Training training = train("q-learning", "FrozenLake-v1", settings, seed, 2_000_000);
    assertThat(greedyReturn(training, "FrozenLake-v1", 100)).isGreaterThan(0.70);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void inBlackjackMonteCarloComesNearTheOptimum(int seed) {
    Training training = train("monte-carlo", "Blackjack-v1", Map.of(), seed, 5_000_000);
    FiniteMdp mdp = Worlds.factory("Blackjack-v1", Map.of()).mdp(1);
    FinitePolicy policy = greedy(training, "Blackjack-v1", mdp);
    double value = mdp.startValue(PolicyEvaluation.solve(mdp, policy));
    assertThat(value).isBetween(-0.050, -0.0431131054);
  }

  /** Example 6.7 of Sutton and Barto: left is worse, but its noisy values look better. */
  @Test
  void maximizationBiasMisleadsQLearningMoreThanDoubleQLearning() {
    int single = 0;
    int twice = 0;
    for (int seed = 0; seed < 200; seed++) {
      single += goesLeft("q-learning", seed);
      twice += goesLeft("double-q-learning", seed);
    }
    assertThat(single).isGreaterThan(100);
    assertThat(twice).isLessThan(single / 2);
  }

  private static int goesLeft(String algorithm, int seed) {
    String world = "MaximizationBias-v0";
    Map<String, String> settings = Map.of("stepSize", "0.1", "gamma", "1", "epsilon", "0.1");
    Training training = train(algorithm, world, settings, seed, 150);
    FiniteMdp mdp = Worlds.factory(world, Map.of()).mdp(1);
    FinitePolicy policy = greedy(training, world, mdp);
    FinitePolicy right = Greedy.of(mdp, FixedPoint.of(new OptimalBellmanV(mdp)).values());
    int start = 0;
    while (mdp.start(start) == 0) {
      start++;
    }
    int left = 0; // any action of the start that does not end it at once leads to the left
    for (int a = 0; a < mdp.actions(); a++) {
      boolean ends =
          mdp.isAbsorbing(mdp.outcomes().next(mdp.outcomes().first(start * mdp.actions() + a)));
      left += policy.mode(start) == a && !ends ? 1 : 0;
    }
    assertThat(mdp.reward(start, right.mode(start))).isZero();
    return left;
  }

  @Test
  void planningNeedsFewerEpisodesInTheMaze() {
    long none = episodesToAGoodPath("0");
    long some = episodesToAGoodPath("5");
    long many = episodesToAGoodPath("50");
    assertThat(some).isLessThan(none);
    assertThat(many).isLessThan(some);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void withPlanningTheMazeTakesFourteenSteps(int seed) {
    Training training = train("dyna-q", "DynaMaze-v0", maze("50"), seed, 20_000);
    assertThat(pathValue(training)).isCloseTo(Math.pow(0.95, 13), within(1e-9));
  }

  private static Map<String, String> maze(String planning) {
    return Map.of("planningSteps", planning, "gamma", "0.95", "stepSize", "0.1", "epsilon", "0.1");
  }

  /** A path of n steps is worth 0.95ⁿ⁻¹. */
  private static double pathValue(Training training) {
    FiniteMdp mdp = Worlds.factory("DynaMaze-v0", Map.of()).mdp(0.95);
    FinitePolicy policy = greedy(training, "DynaMaze-v0", mdp);
    return mdp.startValue(FixedPoint.of(new BellmanV(mdp, policy)).values());
  }

  /** Until the greedy path has at most 18 steps: the sum over ten seeds. */
  private static long episodesToAGoodPath(String planning) {
    long episodes = 0;
    for (int seed = 0; seed < 10; seed++) {
      Training training = begin("dyna-q", "DynaMaze-v0", maze(planning), seed);
      for (long limit = 50; pathValue(training) < Math.pow(0.95, 17) - 1e-9; limit += 50) {
        assertThat(limit).isLessThan(1_000_000);
        while (training.advance(limit)) {}
      }
      episodes += training.episodes().count();
    }
    return episodes;
  }

  /** Robbins and Monro: with steps of 1/N^0.8 and every action tried, Q → Q*. */
  @ParameterizedTest
  @CsvSource({"q-learning, 0.02", "double-q-learning, 0.03"})
  void onARandomMdpTheGreedyPolicyIsNearlyOptimal(String algorithm, double within) {
    FiniteMdp mdp = Worlds.factory("Garnet-v0", Map.of()).mdp(0.9);
    double[] optimum = FixedPoint.of(new OptimalBellmanV(mdp)).values();
    for (int seed = 0; seed < 3; seed++) {
      Map<String, String> settings =
          Map.of("stepSize", "visits_0.8", "gamma", "0.9", "epsilon", "1");
      Training training = train(algorithm, "Garnet-v0", settings, seed, 3_000_000);
      FinitePolicy policy = greedy(training, "Garnet-v0", mdp);
      double[] v = PolicyEvaluation.solve(mdp, policy);
      for (int s = 0; s < v.length; s++) {
        assertThat(v[s]).as("seed %d, state %d", seed, s).isCloseTo(optimum[s], within(within));
      }
    }
  }

  /** On-policy learners find the best ε-soft policy: policy iteration among ε-soft ones. */
  @ParameterizedTest
  @ValueSource(strings = {"sarsa", "expected-sarsa"})
  void onARandomMdpOnPolicyLearnersFindTheBestSoftPolicy(String algorithm) {
    double epsilon = 0.2;
    FiniteMdp mdp = Worlds.factory("Garnet-v0", Map.of()).mdp(0.9);
    FinitePolicy best = FinitePolicy.uniform(mdp);
    for (int i = 0; i < 100; i++) {
      double[] q = ActionValues.of(mdp, PolicyEvaluation.solve(mdp, best));
      best = Greedy.ofActionValues(mdp.actions(), q).soft(epsilon);
    }
    double[] optimum = PolicyEvaluation.solve(mdp, best);
    Map<String, String> settings =
        Map.of("stepSize", "visits_0.8", "gamma", "0.9", "epsilon", Double.toString(epsilon));
    Training training = train(algorithm, "Garnet-v0", settings, 0, 5_000_000);
    FinitePolicy learned = greedy(training, "Garnet-v0", mdp).soft(epsilon);
    double[] v = PolicyEvaluation.solve(mdp, learned);
    for (int s = 0; s < v.length; s++) {
      assertThat(v[s]).as("state %d", s).isCloseTo(optimum[s], within(0.05));
    }
  }

  @Test
  void whatATableCannotHoldIsRefused() {
    assertThatThrownBy(() -> begin("q-learning", "CartPole-v1", Map.of(), 0))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("finitely many observations");
    assertThatThrownBy(() -> begin("q-learning", "Taxi-v4", Map.of("gamma", "0"), 0))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("gamma");
  }
}
