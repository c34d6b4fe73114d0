package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.exact.ActionValues;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FiniteMdpBuilder;
import dev.bellman.core.exact.FixedPoint;
import dev.bellman.core.exact.OptimalBellmanV;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.tabular.Garnet;
import dev.bellman.envs.tabular.MaximizationBias;
import dev.bellman.envs.tabular.TabularEnvironment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the learners approach, against the exact solution of random worlds.
 *
 * <p>The bound on |Q − Q∞|: a target deviates by σ ≈ 1 (rewards in [−1, 1], short episodes), and
 * with α = N^−0.8 an entry by about σ·√(α/2). The entry visited least has N ≈ 400 000·ε/2/5, which
 * makes 0.015 with ε = 0.3. The bound is about five of these.
 */
class TabularOracleTest {
  private static final double GAMMA = 0.9;
  private static final double BOUND = 0.08;
  private static final int STEPS = 400_000;
  private static final StepSize SLOWLY = new StepSize.Visits(0.8);

  private static void approaches(
      Method method,
      double epsilon,
      double targetEpsilon,
      TabularEnvironment world,
      long seed,
      double bound) {
    Method.Settings settings = new Method.Settings(SLOWLY, GAMMA, Schedule.constant(epsilon), 1000);
    approaches(method, settings, STEPS, targetEpsilon, world, seed, bound);
  }

  private static void approaches(
      Method method,
      Method.Settings settings,
      int steps,
      double targetEpsilon,
      TabularEnvironment world,
      long seed,
      double bound) {
    double[] exact = exact(world.mdp(GAMMA), targetEpsilon);
    double[] learned = learned(method, settings, steps, world, seed);

    assertThat(learned)
        .as("seed %s, %s", seed, settings)
        .containsExactly(Arrays.copyOf(exact, learned.length), within(bound));
  }

  /** Q(s, a) after so many steps, at s·A + a. */
  private static double[] learned(
      Method method, Method.Settings settings, int steps, TabularEnvironment world, long seed) {
    AtomicReference<TabularLearner> learner = new AtomicReference<>();
    TabularTraining training =
        TabularTraining.of(
            world,
            settings.longest(),
            Seeds.of(seed),
            (states, actions) -> {
              learner.set(method.learner(states, actions, settings, Seeds.of(seed)));
              return learner.get();
            });
    training.train(steps, TrainingListener.NONE);
    return Method.values(learner.get());
  }

  /** Q of the best among the ε-soft policies: by value iteration, with ε = 0 in the MDP itself. */
  private static double[] exact(FiniteMdp mdp, double epsilon) {
    return ActionValues.of(
        mdp, FixedPoint.of(new OptimalBellmanV(stumbling(mdp, epsilon))).values());
  }

  /** An MDP in which any action is taken instead with probability ε. */
  private static FiniteMdp stumbling(FiniteMdp mdp, double epsilon) {
    FiniteMdpBuilder builder = FiniteMdp.builder(mdp.states(), mdp.actions(), mdp.gamma());
    for (int s = 0; s < mdp.states(); s++) {
      for (int meant = 0; meant < mdp.actions(); meant++) {
        for (int taken = 0; taken < mdp.actions(); taken++) {
          double p = epsilon / mdp.actions() + (taken == meant ? 1 - epsilon : 0);
          int row = s * mdp.actions() + taken;
          for (int o = mdp.outcomes().first(row); o < mdp.outcomes().first(row + 1); o++) {
            builder.outcome(
                s,
                meant,
                p * mdp.outcomes().probability(o),
                mdp.outcomes().reward(o),
                mdp.outcomes().next(o));
          }
        }
      }
    }
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource(names = {"Q_LEARNING", "DOUBLE_Q_LEARNING", "DYNA_Q"})
  void whatSamplesTheOptimalityOperatorApproachesTheOptimum(Method method) {
    for (int seed = 0; seed < 5; seed++) {
      approaches(method, 0.3, 0, RandomWorld.of(seed, 0.25), seed, BOUND);
      approaches(method, 1, 0, RandomWorld.of(seed, 0.25), seed, BOUND);
    }
  }

  /** Episodes start anywhere with any action and go on greedily. */
  @Test
  void withExploringStartsMonteCarloApproachesTheOptimum() {
    for (int seed = 0; seed < 5; seed++) {
      approaches(Method.EXPLORING_STARTS, 0, 0, RandomWorld.of(seed, 0.25), seed, BOUND);
    }
  }

  /**
   * Importance weights have a variance if the second moment of their factor, (1 − end)/b, is less
   * than 1. It is 0.3/½ with a uniform behaviour, and ¾/0.85 with ε = 0.3, which makes σ ≈ 3 for
   * ordinary sampling; its α is 1/N, and five times 3/√12 000 is 0.14.
   */
  @ParameterizedTest
  @CsvSource({"OFF_POLICY_MONTE_CARLO, 0.08", "ORDINARY_OFF_POLICY_MONTE_CARLO, 0.14"})
  void importanceSamplingApproachesTheOptimum(Method method, double bound) {
    for (int seed = 0; seed < 5; seed++) {
      approaches(method, 0.3, 0, RandomWorld.of(seed, 0.25), seed, bound);
      approaches(method, 1, 0, RandomWorld.of(seed, 0.7), seed, BOUND);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SARSA",
        "EXPECTED_SARSA",
        "N_STEP_SARSA",
        "SARSA_LAMBDA",
        "REPLACING_SARSA_LAMBDA",
        "MONTE_CARLO",
        "EVERY_VISIT_MONTE_CARLO"
      })
  void onPolicyOnesApproachTheBestOfTheSoftPolicies(Method method) {
    for (int seed = 0; seed < 5; seed++) {
      approaches(method, 0.3, 0.3, RandomWorld.of(seed, 0.25), seed, BOUND);
    }
  }

  /**
   * Nothing ends here, so that the returns of the last steps before a cut lack about all of V ≈ 5.
   * Of all visits in 10 000 steps γ/(1 − γ) = 9 are that late. First visits come early: a pair that
   * is met once in a hundred steps is met first in the last ten of 1000 with a probability of 5e-6.
   * They are 4000 returns with σ ≈ 0.7, and the bound is about five of σ·√(α/2).
   */
  @ParameterizedTest
  @CsvSource({"MONTE_CARLO, 1000", "EVERY_VISIT_MONTE_CARLO, 10000"})
  void returnsThatAreCutLateApproachTheBestOfTheSoftPolicies(Method method, int longest) {
    Method.Settings settings = new Method.Settings(SLOWLY, GAMMA, Schedule.constant(0.3), longest);
    for (int seed = 0; seed < 5; seed++) {
      approaches(method, settings, 10 * STEPS, 0.3, Garnet.of(5, 2, 3, seed), seed, BOUND);
    }
  }

  /**
   * Nothing ends here, and every episode is cut after two steps: who takes a cut for an end finds a
   * fifth of the values, which are about 5. What is forgotten of the start is exp(−(1 − γ)·Σα):
   * hence N^−0.6.
   */
  @ParameterizedTest
  @EnumSource(
      names = {
        "Q_LEARNING",
        "DOUBLE_Q_LEARNING",
        "DYNA_Q",
        "SARSA",
        "EXPECTED_SARSA",
        "N_STEP_SARSA",
        "SARSA_LAMBDA"
      })
  void truncationIsNoEnd(Method method) {
    Method.Settings settings =
        new Method.Settings(new StepSize.Visits(0.6), GAMMA, Schedule.constant(0.3), 2);
    double target = method.name().contains("SARSA") ? 0.3 : 0;
    for (int seed = 0; seed < 3; seed++) {
      approaches(method, settings, STEPS, target, Garnet.of(5, 2, 3, seed), seed, BOUND);
    }
  }

  /**
   * The way to the left is worth −0.1, the mean of ten actions' noisy rewards. An estimate by the
   * largest of ten estimates is greater: E[max Q̄] ≥ max E[Q̄]. With α = 0.1 each deviates by
   * √(α/2)·σ = 0.22, the largest of ten by 1.5 times that. A second estimate of the best action has
   * no such bias, and is at most −0.1·(what was learned of it) in the mean.
   */
  @Test
  void theMaximumOverEstimatesIsTooLargeUnlessAnotherEstimates() {
    double single = meanValueOfLeft(Method.Q_LEARNING);
    double twice = meanValueOfLeft(Method.DOUBLE_Q_LEARNING);
    assertThat(single).isGreaterThan(0.1);
    assertThat(twice).isBetween(-0.15, 0.0);
  }

  private static double meanValueOfLeft(Method method) {
    Method.Settings settings =
        new Method.Settings(
            new StepSize.Scheduled(Schedule.constant(0.1)), 1, Schedule.constant(1), 1000);
    int seeds = 200;
    double sum = 0;
    for (int seed = 0; seed < seeds; seed++) {
      sum += learned(method, settings, 3000, MaximizationBias.of(), seed)[0] / seeds;
    }
    return sum;
  }
}
