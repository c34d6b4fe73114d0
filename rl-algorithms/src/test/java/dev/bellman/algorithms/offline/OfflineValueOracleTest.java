package dev.bellman.algorithms.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.ValueLoss;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FinitePolicy;
import dev.bellman.core.exact.FixedPoint;
import dev.bellman.core.exact.Greedy;
import dev.bellman.core.exact.OptimalBellmanQ;
import dev.bellman.core.exact.PolicyEvaluation;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.tabular.Garnet;
import dev.bellman.envs.wrapper.OneHot;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Values of tables that learn from data which cover everything, against dynamic programming. */
class OfflineValueOracleTest {
  private static final int STATES = 6;
  private static final int ACTIONS = 3;

  private final OneHotWorld world = new OneHotWorld(STATES, 0.8, 2, 1, 3);

  private static Map<String, Object> settings(double learningRate, int batch, double gamma) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("learningRate", Schedule.constant(learningRate));
    settings.put("batchSize", batch);
    settings.put("gamma", gamma);
    settings.put("hidden", List.of());
    return settings;
  }

  /**
   * After so many regressions the values are those of a policy that was greedy before, and that
   * policy gets better until it is the best.
   */
  @Test
  void fitted_sarsa_is_policy_iteration() {
    int updates = 250;
    int regressions = 25;
    Map<String, Object> settings = settings(1e-2, world.rows(), world.gamma);
    settings.put("regressionUpdates", updates);
    settings.put("evaluationRegressions", regressions);
    FittedSarsa sarsa =
        new FittedSarsa(
            STATES,
            new Discrete(ACTIONS),
            Variation.of(FittedSarsa.Config.defaults(), settings),
            Normalizer.NONE,
            Seeds.of(1),
            Workers.of(1));
    double[] optimum = FixedPoint.of(new OptimalBellmanQ(world.mdp())).values();
    FinitePolicy best = Greedy.ofActionValues(ACTIONS, optimum);

    int iterations = 0;
    double[] q = {};
    boolean stays = false;
    while (!stays) {
      assertThat(++iterations).isLessThan(8);
      double[] before = world.table(sarsa.parameters().get("policy"), ACTIONS);
      for (int i = 0; i < updates * regressions; i++) {
        sarsa.update(world.batch(), 1);
      }
      q = world.table(sarsa.parameters().get("network"), ACTIONS);
      double[] v = PolicyEvaluation.solve(world.mdp(), greedy(before));
      assertThat(q).as("iteration %d", iterations).containsExactly(world.backup(v), within(0.02));
      assertThat(sarsa.parameters().get("policy").values())
          .containsExactly(sarsa.parameters().get("network").values());
      stays = greedy(q).equals(greedy(before));
    }
    assertThat(iterations).isGreaterThan(2);
    assertThat(greedy(q)).isEqualTo(best);
    assertThat(q).containsExactly(Arrays.copyOf(optimum, q.length), within(0.02));
  }

  /** A policy of the MDP, whose absorbing state takes the first action. */
  private FinitePolicy greedy(double[] q) {
    return Greedy.ofActionValues(ACTIONS, Arrays.copyOf(q, world.mdp().states() * ACTIONS));
  }

  /** V is of b, once and for all, whatever becomes of π. */
  @Test
  void one_step_values_are_those_of_the_behaviour() {
    Map<String, Object> settings = settings(1, world.rows(), world.gamma);
    settings.put("observations", Observations.RAW);
    settings.put("learningRate", Schedule.linear(2e-2));
    settings.put("policyLearningRate", Schedule.constant(1e-2));
    settings.put("tau", 0.05);
    settings.put("cloningUpdates", 10_000L);
    settings.put("clip", 0.2);
    OneStepActorCritic learner =
        new OneStepActorCritic(
            STATES,
            new Discrete(ACTIONS),
            Variation.of(OneStepActorCritic.Config.defaults(), settings),
            Normalizer.NONE,
            Seeds.of(1),
            Workers.of(1));
    for (int i = 0; i < 10_000; i++) {
      learner.update(world.batch(), 1 - i / 10_000.0);
    }
    double[] v = PolicyEvaluation.solve(world.mdp(), FinitePolicy.of(ACTIONS, behaviour()));

    assertThat(world.table(learner.parameters().get("value"), 1))
        .containsExactly(Arrays.copyOf(v, STATES), within(2e-3));
    double[] b = Arrays.copyOf(behaviour(), STATES * ACTIONS);
    assertThat(world.probabilities(learner.parameters().get("clone")))
        .containsExactly(b, within(2e-3));

    float[] before = learner.parameters().get("value").values().clone();
    for (int i = 0; i < 500; i++) {
      learner.update(world.batch(), 1);
    }
    assertThat(learner.parameters().get("value").values()).containsExactly(before);
    double[] advantage = world.backup(v);
    double[] p = world.probabilities(learner.parameters().get("policy"));
    for (int i = 0; i < p.length; i++) {
      advantage[i] -= v[i / ACTIONS];
    }
    for (int s = 0; s < STATES; s++) {
      double better = 0;
      for (int a = 0; a < ACTIONS; a++) {
        better += p[s * ACTIONS + a] * advantage[s * ACTIONS + a];
      }
      assertThat(better).as("state %d", s).isPositive(); // under b it is 0
    }
  }

  /** Of all states, the absorbing one included. */
  private double[] behaviour() {
    double[] b = new double[world.mdp().states() * ACTIONS];
    Arrays.setAll(b, i -> world.behaviour(i % ACTIONS));
    return b;
  }

  private static Supplier<Environment<Discrete>> garnet() {
    return () -> new OneHot<>(Garnet.of(STATES, ACTIONS, 2, 7));
  }

  /** An episode of one step for every pair of the world; those that do not terminate are cut. */
  private Dataset pairs() {
    DatasetBuilder builder =
        new DatasetBuilder(
            new Dataset.Origin(
                "", Box.uniform(STATES, 0, 1), new Discrete(ACTIONS), "everything once"));
    for (int s = 0; s < STATES; s++) {
      for (int a = 0; a < ACTIONS; a++) {
        builder.begin(oneHot(s));
        builder.step(
            new float[] {a}, world.reward(s, a), world.ends(s, a), false, oneHot(world.next(s, a)));
      }
    }
    return builder.build();
  }

  private static float[] oneHot(int s) {
    float[] out = new float[STATES];
    out[s] = 1;
    return out;
  }

  /** Value iteration with Q, from a dataset of every pair; the world of the loop is another one. */
  @Test
  void offline_fitted_q_iteration_is_value_iteration() {
    Map<String, Object> settings = settings(1e-2, 64, world.gamma);
    settings.put("learningRate", Schedule.linear(2e-2));
    settings.put("iterationUpdates", 200);
    Training training =
        OfflineFqi.on(
            Optional.of(pairs()),
            garnet(),
            Variation.of(FittedQIteration.Config.defaults(), settings),
            Seeds.of(3),
            Workers.of(1));
    training.train(10_000, TrainingListener.NONE);

    double[] optimum = FixedPoint.of(new OptimalBellmanQ(world.mdp())).values();
    assertThat(world.table(training.parameters().get("network"), ACTIONS))
        .containsExactly(Arrays.copyOf(optimum, STATES * ACTIONS), within(0.01));
  }

  private static double[] conservative(
      OneHotWorld world, DiscretePessimism pessimism, double alpha) {
    Dqn.Config dqn =
        Variation.of(
            Variation.of(Dqn.Config.defaults(), settings(1e-2, world.rows(), world.gamma)),
            Map.of("targetPeriod", 50, "loss", ValueLoss.SQUARED));
    Dqn learner =
        DiscreteCql.learner(
            STATES,
            new Discrete(world.actions),
            new DiscreteCql.Config(dqn, pessimism, alpha, Observations.RAW),
            Normalizer.NONE,
            Seeds.of(1),
            Workers.of(1));
    for (int i = 0; i < 3000; i++) {
      learner.update(world.batch(), 1);
    }
    return world.table(learner.parameters().get("network"), ACTIONS);
  }

  /** The third action is never taken: no error of its values is seen, but they are pressed down. */
  @Test
  void pessimism_lowers_the_values_of_what_the_data_does_not_have() {
    OneHotWorld part = new OneHotWorld(STATES, 0.8, 2, 1, 0);
    double[] without = conservative(part, DiscretePessimism.LOG_SUM_EXP, 0);
    double[] with = conservative(part, DiscretePessimism.LOG_SUM_EXP, 0.5);
    for (int s = 0; s < STATES; s++) {
      double seen = Math.min(with[3 * s], with[3 * s + 1]);
      assertThat(with[3 * s + 2]).as("state %d", s).isLessThan(without[3 * s + 2] - 1);
      assertThat(with[3 * s + 2]).as("state %d", s).isLessThan(seen - 1);
    }
  }

  /** Where all actions are taken the loss is least at y − α/2·(μ/b − 1), as the paper says. */
  @Test
  void the_mean_over_uniform_actions_lowers_what_is_taken_less_often_by_what_the_paper_says() {
    double alpha = 1;
    double[] q = new double[STATES * ACTIONS];
    for (int i = 0; i < 200; i++) {
      double[] y = world.backup(best(q));
      Arrays.setAll(q, n -> y[n] - alpha / 2 * (1.0 / ACTIONS / world.behaviour(n % ACTIONS) - 1));
    }

    assertThat(conservative(world, DiscretePessimism.UNIFORM, alpha))
        .containsExactly(q, within(0.01));
  }

  /** max_a q(s, a) of every state. */
  private static double[] best(double[] q) {
    double[] v = new double[STATES];
    Arrays.setAll(v, s -> Arrays.stream(q, s * ACTIONS, (s + 1) * ACTIONS).max().orElseThrow());
    return v;
  }
}
