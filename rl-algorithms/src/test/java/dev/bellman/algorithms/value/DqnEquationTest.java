package dev.bellman.algorithms.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.Variation;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loss, gradient and updates against PyTorch in double precision, each option alone. */
class DqnEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final Discrete ACTIONS = new Discrete(4);
  private static final List<String> METRICS = List.of("loss", "meanValue", "gradientNorm");
  private static final Map<String, ?> SETTINGS =
      Map.of(
          "learningRate",
          Schedule.constant(LEARNING_RATE),
          "batchSize",
          9,
          "gamma",
          0.9,
          "targetPeriod",
          2,
          "maxGradientNorm",
          0.5,
          "hidden",
          List.of(6, 5));

  private static Dqn.Config config(Map<String, ?> option) {
    Map<String, Object> settings = new HashMap<>(SETTINGS);
    settings.putAll(option);
    return Variation.of(Dqn.Config.defaults(), settings);
  }

  private static Dqn learner(Map<String, ?> option) {
    return new Dqn(3, ACTIONS, config(option), Seeds.of(0));
  }

  private static void requireUpdates(String name, Dqn dqn) {
    OffPolicyFixture fixture = new OffPolicyFixture(name);
    fixture.begin(dqn.parameters());
    for (int update = 1; update <= 4; update++) {
      dqn.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, dqn.metrics(), METRICS);
      fixture.requireNetworks(update, dqn.parameters(), LEARNING_RATE);
      if (update == 1) {
        fixture.requireGradient("network", dqn, "adam"); // (1), (2), as clipped
      }
    }
  }

  /** The target network is copied after every second update, or follows after each. */
  @ParameterizedTest
  @CsvSource({"dqn-copy, 1, 2", "dqn-polyak, 0.1, 1"})
  void four_updates_go_where_pytorch_goes(String name, double tau, int period) {
    requireUpdates(name, learner(Map.of("tau", tau, "targetPeriod", period)));
  }

  @Test
  void so_they_do_with_the_squared_error() {
    requireUpdates("dqn-squared", learner(Map.of("loss", ValueLoss.SQUARED)));
  }

  @Test
  void so_they_do_with_a_dueling_head() {
    requireUpdates("dqn-dueling", learner(Map.of("head", QNetwork.Head.DUELING)));
  }

  @Test
  void so_they_do_with_double_q_learning() {
    requireUpdates("double-dqn", DoubleDqn.learner(3, ACTIONS, config(Map.of()), Seeds.of(0)));
  }

  @Test
  void so_do_the_iterations_of_fitted_q_iteration() {
    FittedQIteration.Config config =
        Variation.of(
            FittedQIteration.Config.defaults(),
            Map.of(
                "learningRate",
                Schedule.constant(LEARNING_RATE),
                "batchSize",
                9,
                "iterationUpdates",
                2,
                "maxGradientNorm",
                0.5,
                "hidden",
                List.of(6, 5)));
    requireUpdates("dqn-squared", FittedQIteration.learner(3, ACTIONS, config, Seeds.of(0)));
  }

  /** Prioritised replay is told each Q(s, a) − y, which no weight changes. */
  @Test
  void so_they_do_with_weights_and_the_source_learns_the_errors() {
    Dqn dqn = learner(Map.of("sampling", Sampling.Prioritized.defaults()));
    requireUpdates("dqn-weighted", dqn);

    OffPolicyFixture fixture = new OffPolicyFixture("dqn-weighted");
    Dqn again = learner(Map.of("sampling", Sampling.Prioritized.defaults()));
    fixture.begin(again.parameters());
    for (int update = 1; update <= 4; update++) {
      OffPolicyFixture.Batch batch = fixture.batch(update);
      again.update(batch, 1);
      batch.requireErrors();
    }
  }

  /** The coin falls on A, A, B, B, B, B; the targets follow after every second batch. */
  @Test
  void six_updates_of_two_networks_go_where_pytorch_goes() {
    OffPolicyFixture fixture = new OffPolicyFixture("two-network-double-dqn");
    Map<String, Object> settings = new HashMap<>(SETTINGS);
    settings.put("tau", 0.1);
    TwoNetworkDoubleDqn learner =
        new TwoNetworkDoubleDqn(
            3, ACTIONS, Variation.of(TwoNetworkDoubleDqn.Config.defaults(), settings), Seeds.of(0));
    fixture.begin(learner.parameters());
    for (int update = 1; update <= 6; update++) {
      learner.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, learner.metrics(), METRICS);
      fixture.requireNetworks(update, learner.parameters(), LEARNING_RATE);
      if (update == 1) {
        fixture.requireGradient("networkA", learner, "adamA");
      } else if (update == 3) {
        fixture.requireGradient("networkB", learner, "adamB");
      }
    }
  }

  /** The best of each alone is not the best of both. */
  @Test
  void two_networks_act_greedily_in_their_sum() {
    TwoNetworkDoubleDqn learner =
        new TwoNetworkDoubleDqn(
            1,
            new Discrete(3),
            Variation.of(TwoNetworkDoubleDqn.Config.defaults(), "hidden", List.of()),
            Seeds.of(0));
    setBiases(learner, "networkA", 5, 4, 0);
    setBiases(learner, "networkB", 0, 4, 5);
    float[] action = new float[1];
    learner.greedy().act(new float[1], 1, action);

    assertThat(action[0]).isEqualTo(1);
  }

  private static void setBiases(TwoNetworkDoubleDqn learner, String network, float... biases) {
    float[] values = learner.parameters().get(network).values();
    System.arraycopy(biases, 0, values, values.length - biases.length, biases.length);
    learner.parameters().get(network).written();
  }
}
