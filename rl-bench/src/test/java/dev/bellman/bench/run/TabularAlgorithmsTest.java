package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.bench.config.Preset;
import dev.bellman.bench.config.Presets;
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
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Finite;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Training;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The learners of tables in the worlds whose values are known. */
class TabularAlgorithmsTest {
  private static final double ROUNDING = 1e-9;

  /** The one world whose rewards tell a path from a shorter one only when they are discounted. */
  private static final String MAZE = "DynaMaze-v0";

  private static final double MAZE_GAMMA = 0.95;

  /** As {@code rl train} does it without any option. */
  private static Training trainAsPreset(String algorithm, String world, int seed) {
    Preset preset = Presets.of(algorithm).find(world, Algorithms.all().find(algorithm).defaults());
    return train(algorithm, world, preset.settings(), seed, preset.steps().orElseThrow());
  }

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

  /** Expected returns until the world's time limit, of each state, exactly. */
  private static double[] greedyReturns(Training training, String world, FiniteMdp mdp) {
    BellmanOperator operator = new BellmanV(mdp, greedy(training, world, mdp));
    double[] v = mdp.zeroValues();
    for (int t = 0; t < timeLimit(world); t++) {
      v = operator.apply(v);
    }
    return v;
  }

  private static double greedyReturn(Training training, String world) {
    FiniteMdp mdp = Worlds.factory(world, Map.of()).mdp(world.equals(MAZE) ? MAZE_GAMMA : 1);
    return mdp.startValue(greedyReturns(training, world, mdp));
  }

  /** A world without a limit gets one that no sensible policy reaches. */
  private static int timeLimit(String world) {
    return switch (world) {
      case "FrozenLake-v1" -> 100;
      case "FrozenLake8x8-v1", "Taxi-v4" -> 200;
      default -> 2000;
    };
  }

  /** What the presets reach with any seed: the optimum, or a little less. */
  private static double figure(String algorithm, String world) {
    boolean onPolicy = algorithm.contains("sarsa");
    return switch (world) {
      case "CliffWalking-v1" -> onPolicy ? -17 : -13;
      case "CliffWalkingSlippery-v1" -> -66; // the optimum is −64.71
      case "WindyGridworld-v0" -> -15;
      case "Taxi-v4" -> onPolicy ? 7.9 : 7.93 - ROUNDING;
      case "FrozenLake-v1" -> 0.70; // 0.744
      case "FrozenLake8x8-v1" -> 0.80;
      case "Blackjack-v1" -> -0.050; // −0.0431
      case MAZE -> pathValue(14) - ROUNDING; // 14 steps
      default -> throw new AssertionError("no figure for " + world);
    };
  }

  private static Stream<Arguments> presets() {
    return TabularAlgorithms.ENTRIES.stream()
        .flatMap(
            entry ->
                Presets.of(entry.name()).environments().stream()
                    .map(world -> arguments(entry.name(), world)));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetReachesItsFigure(String algorithm, String world) {
    for (int seed = 0; seed < 3; seed++) {
      assertThat(greedyReturn(trainAsPreset(algorithm, world, seed), world))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(figure(algorithm, world));
    }
  }

  /** The shortest path is worth more, but not to who still stumbles. */
  @ParameterizedTest
  @ValueSource(strings = {"sarsa", "expected-sarsa", "n-step-sarsa", "sarsa-lambda"})
  void onTheCliffWhoFollowsItsOwnPolicyTakesTheSafePath(String algorithm) {
    Training training = trainAsPreset(algorithm, "CliffWalking-v1", 0);
    assertThat(greedyReturn(training, "CliffWalking-v1")).isLessThanOrEqualTo(-15);
  }

  /** Returns are whole numbers here, so that their mean is not rounded. */
  @Test
  void inTheTaxiTheMeanOverAllStartsIsExact() {
    FiniteMdp mdp = Worlds.factory("Taxi-v4", Map.of()).mdp(1);
    double[] v = greedyReturns(trainAsPreset("q-learning", "Taxi-v4", 0), "Taxi-v4", mdp);
    int starts = 0;
    double sum = 0;
    for (int s = 0; s < v.length; s++) {
      starts += mdp.start(s) > 0 ? 1 : 0;
      sum += mdp.start(s) > 0 ? v[s] : 0;
    }
    assertThat(starts).isEqualTo(300);
    assertThat(sum / starts).isEqualTo(7.93);
  }

  /** What is computed from the MDP is what is played: as in the world itself, hand by hand. */
  @ParameterizedTest
  @CsvSource({
    "monte-carlo, Blackjack-v1, 2000000, -0.050",
    "q-learning, FrozenLake-v1, 2000, 0.70"
  })
  void whatIsLearnedIsAlsoPlayed(String algorithm, String world, int episodes, double least) {
    Training training = trainAsPreset(algorithm, world, 0);
    Evaluation played =
        Evaluation.of(
            training.greedy(), Worlds.factory(world, Map.of())::make, episodes, Seeds.of(0));
    double error = played.std() / Math.sqrt(episodes);
    double expected = greedyReturn(training, world);
    assertThat(played.mean())
        .as("mean of %d episodes, standard error %.5f, expected %.5f", episodes, error, expected)
        .isGreaterThanOrEqualTo(least)
        .isCloseTo(expected, within(4 * error));
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

  private static Map<String, String> maze(String planning) {
    return Map.of("planningSteps", planning);
  }

  /** A path of so many steps is worth γ to the power of one less. */
  private static double pathValue(int steps) {
    return Math.pow(MAZE_GAMMA, steps - 1);
  }

  /** Until the greedy path has at most 18 steps: the sum over ten seeds. */
  private static long episodesToAGoodPath(String planning) {
    long episodes = 0;
    for (int seed = 0; seed < 10; seed++) {
      Training training = begin("dyna-q", MAZE, maze(planning), seed);
      double enough = pathValue(18) - ROUNDING;
      for (long limit = 50; greedyReturn(training, MAZE) < enough; limit += 50) {
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
