package dev.bellman.algorithms.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The closed form π* ∝ b·exp(A/β), and expectiles, against what tables learn. */
class WeightedRegressionOracleTest {
  private static final int UPDATES = 6000;
  private static final double TEMPERATURE = 0.5;

  /** In each state a bandit, of which a batch has the first action five times and so on. */
  private final OneHotWorld bandits = new OneHotWorld(4, 0, 5, 3, 2);

  private static Map<String, Object> settings(OneHotWorld world) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("observations", Observations.RAW);
    settings.put("learningRate", Schedule.linear(2e-2));
    settings.put("batchSize", world.rows());
    settings.put("gamma", world.gamma);
    settings.put("temperature", TEMPERATURE);
    settings.put("hidden", List.of());
    return settings;
  }

  private static void train(OffPolicyLearner learner, OneHotWorld world) {
    for (int i = 0; i < UPDATES; i++) {
      learner.update(world.batch(), 1 - (double) i / UPDATES);
    }
  }

  private static Iql iql(OneHotWorld world, double expectile) {
    Map<String, Object> settings = settings(world);
    settings.put("policyLearningRate", Schedule.linear(2e-2));
    settings.put("tau", 0.05);
    settings.put("expectile", expectile);
    return new Iql(
        world.states,
        new Discrete(world.actions),
        Variation.of(Iql.Config.defaults(), settings),
        Normalizer.NONE,
        Seeds.of(1),
        Workers.of(1));
  }

  /** The v of a state at which τ·E (r − v)⁺ = (1 − τ)·E (v − r)⁺, by bisection. */
  private double expectile(int s, double tau) {
    double low = -1;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double v = (low + high) / 2;
      double balance = 0;
      for (int a = 0; a < bandits.actions; a++) {
        double u = bandits.reward(s, a) - v;
        balance += bandits.behaviour(a) * (u > 0 ? tau : 1 - tau) * u;
      }
      if (balance > 0) {
        low = v;
      } else {
        high = v;
      }
    }
    return low;
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.7", "0.99"})
  void values_of_implicit_q_learning_are_expectiles_of_the_data(double tau) {
    Iql iql = iql(bandits, tau);
    train(iql, bandits);

    double[] v = bandits.table(iql.parameters().get("value"), 1);
    for (int s = 0; s < bandits.states; s++) {
      assertThat(v[s]).as("state %d", s).isCloseTo(expectile(s, tau), within(2e-3));
    }
  }

  /**
   * At τ the maximum is missed by at most (1 − τ)/τ·(max − min)/b(best), for τ·b(best)·(max − v) is
   * at most (1 − τ)·(max − min). A last action is worth 100, as far as the critics know before they
   * learn, but no data has it.
   */
  @Test
  void towards_one_they_are_the_best_that_the_data_has() {
    OneHotWorld world = new OneHotWorld(4, 0, 5, 3, 2, 0);
    Iql iql = iql(world, 0.99);
    for (String critics : List.of("critics", "targets")) {
      float[] weights = iql.parameters().get(critics).values();
      for (int member = 0; member < 2; member++) {
        weights[2 * 4 * 4 + member * 4 + 3] = 100; // a bias
      }
      iql.parameters().get(critics).written();
    }
    train(iql, world);

    double[] v = world.table(iql.parameters().get("value"), 1);
    double[] p = world.probabilities(iql.parameters().get("policy"));
    for (int s = 0; s < world.states; s++) {
      int best = 0;
      int worst = 0;
      for (int a = 1; a < 3; a++) {
        best = world.reward(s, a) > world.reward(s, best) ? a : best;
        worst = world.reward(s, a) < world.reward(s, worst) ? a : worst;
      }
      double most = world.reward(s, best);
      double missed = 0.01 / 0.99 * (most - world.reward(s, worst)) / world.behaviour(best);
      assertThat(v[s]).as("state %d", s).isBetween(most - missed - 2e-3, most + 2e-3);
      assertThat(p[s * 4 + 3]).as("state %d", s).isLessThan(1e-3);
    }
    assertThat(world.table(iql.parameters().get("critics"), 4, 0, 2)[3]).isGreaterThan(99);
  }

  /** Of bandits A is r − V, and V does not matter to π. */
  @Test
  void the_policy_of_implicit_q_learning_is_the_closed_form() {
    Iql iql = iql(bandits, 0.7);
    train(iql, bandits);

    assertThat(bandits.probabilities(iql.parameters().get("policy")))
        .containsExactly(bandits.improved(bandits.backup(new double[4]), 0.5), within(3e-3));
  }

  /** A is divided by its deviation over the batch. */
  @Test
  void so_is_that_of_advantage_weighted_regression() {
    Map<String, Object> settings = settings(bandits);
    settings.put("policyLearningRate", Schedule.linear(2e-2));
    settings.put("maxWeight", Double.POSITIVE_INFINITY);
    Awr awr =
        new Awr(
            4,
            new Discrete(3),
            Variation.of(Awr.Config.defaults(), settings),
            Normalizer.NONE,
            Seeds.of(1),
            Workers.of(1));
    train(awr, bandits);

    double[] b = new double[12];
    Arrays.setAll(b, i -> bandits.behaviour(i % 3));
    double[] r = bandits.backup(new double[4]);
    double[] v = bandits.expected(b, r);
    double variance = 0;
    for (int i = 0; i < 12; i++) {
      variance += b[i] * Math.pow(r[i] - v[i / 3], 2) / 4;
    }
    assertThat(bandits.table(awr.parameters().get("value"), 1)).containsExactly(v, within(2e-3));
    assertThat(bandits.probabilities(awr.parameters().get("policy")))
        .containsExactly(
            bandits.improved(r, TEMPERATURE * (Math.sqrt(variance) + 1e-5)), within(3e-3));
  }

  /** π = b·exp(Q^π/β)/Z, where Q^π is that of π itself: found by iteration. */
  @Test
  void so_is_that_of_the_advantage_weighted_actor_critic_in_an_mdp() {
    OneHotWorld world = new OneHotWorld(6, 0.8, 2, 1, 3);
    Map<String, Object> settings = settings(world);
    settings.put("tau", 0.05);
    Awac awac =
        new Awac(
            6,
            new Discrete(3),
            Variation.of(Awac.Config.defaults(), settings),
            Normalizer.NONE,
            Seeds.of(1),
            Workers.of(1));
    for (int i = 0; i < 3; i++) {
      train(awac, world); // the first rounds bring Q near where it is to go
    }

    double[] q = new double[18];
    double[] p = world.improved(q, TEMPERATURE);
    for (int i = 0; i < 500; i++) {
      q = world.backup(world.expected(p, q));
      p = world.improved(q, TEMPERATURE);
    }
    assertThat(world.backup(world.expected(p, q))).containsExactly(q, within(1e-12));
    for (int critic = 0; critic < 2; critic++) {
      assertThat(world.table(awac.parameters().get("critics"), 3, critic, 2))
          .containsExactly(q, within(5e-3));
    }
    assertThat(world.probabilities(awac.parameters().get("policy")))
        .containsExactly(p, within(5e-3));
  }
}
