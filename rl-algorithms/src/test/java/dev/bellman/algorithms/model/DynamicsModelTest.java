package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.DivergenceException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicsModelTest {
  private static final int ROWS = 60;
  private static final int HELD = 15;

  private static double[] least(DynamicsModel model, int members) {
    double[] least = new double[members];
    InMemoryState.of(model).scope("fitting").get("least", least);
    return least;
  }

  /** The rows that the first fit of a model on seed 7 holds out. */
  private static int[] held() {
    int[] order = new int[ROWS];
    Seeds.of(7).stream("model.data").permutation(order);
    return Arrays.copyOf(order, HELD);
  }

  /** Mean squared errors of members with these weights on these rows. */
  private static double[] errors(
      DynamicsModel.Config config, Parameters network, DynamicsModel model, int[] rows) {
    ReplayBuffer data = Models.linearData(ROWS, 1, 1, Seeds.of(1));
    Encoding encoding = new Encoding(1, Box.uniform(1, -1, 1));
    Scale scale = new Scale(encoding);
    InMemoryState.of(model).scope("scale").get("values", scale.parameters().values());
    scale.parameters().written();
    int members = network.name().equals("elites") ? config.elites() : config.members();
    Dynamics copy =
        new Dynamics("copy", members, encoding, scale, config, Seeds.of(0).stream("copy"));
    copy.network().copyFrom(network);
    Var x = Var.input("x", 2);
    Var y = Var.input("y", 2);
    Var errors = copy.errors(x, y);
    Program program = Program.of(errors);
    program.prepare(rows.length);
    for (int i = 0; i < rows.length; i++) {
      float s = data.observations()[rows[i]];
      program.region(x).copyRow(new float[] {s, data.actions()[rows[i]]}, 0, i);
      float difference = data.nextRows(rows[i])[data.nextRow(rows[i])] - s;
      program.region(y).copyRow(new float[] {data.rewards()[rows[i]], difference}, 0, i);
    }
    program.run();
    double[] out = new double[members];
    for (int j = 0; j < members; j++) {
      out[j] = program.region(errors).get(j, 0) / (2.0 * rows.length);
    }
    return out;
  }

  /** A learning rate so large that the last epochs are never the best. */
  @ParameterizedTest
  @EnumSource
  void members_end_with_their_best_weights_and_the_best_are_the_elites(Head head) {
    DynamicsModel.Config config =
        Models.linear(
            Map.of(
                "members",
                5,
                "elites",
                3,
                "head",
                head,
                "hidden",
                List.of(8),
                "learningRate",
                0.1,
                "holdout",
                0.25,
                "patience",
                4,
                "epochs",
                30,
                "terminations",
                Terminations.LEARNED));
    DynamicsModel model = Models.model(1, 1, config);
    model.fit(Models.linearData(ROWS, 1, 1, Seeds.of(1)));

    double[] least = least(model, 5);
    double[] members = errors(config, model.parameters().get("model"), model, held());
    double[] elites = errors(config, model.parameters().get("elites"), model, held());
    double[] sorted = least.clone();
    Arrays.sort(sorted);
    for (int j = 0; j < 5; j++) {
      assertThat(members[j]).as("member %d", j).isCloseTo(least[j], within(1e-5 * least[j]));
    }
    for (int k = 0; k < 3; k++) {
      assertThat(elites[k]).as("elite %d", k).isCloseTo(sorted[k], within(1e-5 * sorted[k]));
    }
    double mean = (sorted[0] + sorted[1] + sorted[2]) / 3;
    assertThat(model.metrics().get("modelError")).isCloseTo(mean, within(1e-12));
    assertThat(sorted[2]).isLessThan(sorted[3]);
    assertThat(model.metrics().get("modelEpochs")).isBetween(6.0, 30.0);
  }

  /** With a learning rate that changes nothing, no epoch after the first one is better. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void fitting_ends_when_patience_does(int patience) {
    DynamicsModel model =
        Models.model(
            1,
            1,
            Models.linear(
                Map.of(
                    "learningRate", 1e-12, "holdout", 0.25, "patience", patience, "epochs", 20)));
    model.fit(Models.linearData(ROWS, 1, 1, Seeds.of(1)));
    assertThat(model.metrics()).containsEntry("modelEpochs", 2.0 + patience);
  }

  @Test
  void a_fit_goes_on_from_where_the_last_one_ended() {
    DynamicsModel.Config config =
        Models.linear(Map.of("holdout", 0.25, "epochs", 10, "patience", 10));
    DynamicsModel model = Models.model(1, 1, config);
    ReplayBuffer data = Models.linearData(ROWS, 1, 1, Seeds.of(1));
    model.fit(data);
    double first = model.metrics().get("modelError");
    for (int i = 0; i < 10; i++) {
      model.fit(data);
    }
    assertThat(model.metrics().get("modelError")).isLessThan(first / 10);
    assertThat(model.metrics()).containsEntry("modelEpochs", 110.0);
  }

  @Test
  void a_fit_is_due_at_first_and_then_now_and_then() {
    DynamicsModel model = Models.model(1, 1, Models.linear(Map.of("every", 25)));
    assertThat(model.isDue(0)).isTrue();
    model.fit(Models.linearData(ROWS, 1, 1, Seeds.of(1)));
    assertThat(model.isDue(ROWS + 24)).isFalse();
    assertThat(model.isDue(ROWS + 25)).isTrue();
  }

  /** Members of one begin and resample alike only if their randomness is shared. */
  @Test
  void members_differ() {
    DynamicsModel model = Models.model(1, 1, Models.LINEAR);
    Models.ByHand before = Models.ByHand.of(model, 2, 2);
    assertThat(before.predict(0, 1, 1)).isNotEqualTo(before.predict(1, 1, 1));
    float[] elites = model.parameters().get("elites").values();
    assertThat(elites).containsExactly(model.parameters().get("model").values());
  }

  /** What never changes is taken as it is: no division by its deviation of 0. */
  @Test
  void a_constant_observation_does_no_harm() {
    ReplayBuffer data = new ReplayBuffer(30, 2, 1);
    for (int i = 0; i < 30; i++) {
      float s = i / 30f;
      data.add(
          1,
          new float[] {s, 5},
          new float[] {i % 2},
          new double[] {1},
          new boolean[1],
          new boolean[1],
          new float[] {s + 0.1f, 5});
    }
    DynamicsModel model =
        Models.model(2, 1, Models.linear(Map.of("learningRate", 0.05, "epochs", 300)));
    model.fit(data);
    float[] next = new float[4];
    double[] rewards = new double[2];
    model
        .steps("test")
        .imagine(
            2, new float[] {.5f, 5, .3f, 5}, new float[] {0, 1}, next, rewards, new boolean[2]);
    assertThat(next).containsExactly(new float[] {.6f, 5, .4f, 5}, within(0.02f));
    assertThat(rewards).containsExactly(new double[] {1, 1}, within(0.02));
  }

  /** A row that is held out reaches no loss, only the errors by which members are chosen. */
  @Test
  void a_number_that_is_not_finite_stops_the_fit_wherever_it_is() {
    DynamicsModel.Config config = Models.linear(Map.of("holdout", 0.25, "epochs", 10));
    for (int row : new int[] {held()[0], 0}) {
      ReplayBuffer data = Models.linearData(ROWS, 1, 1, Seeds.of(1));
      data.rewards()[row] = Float.NaN;
      assertThatExceptionOfType(DivergenceException.class)
          .as("row %d", row)
          .isThrownBy(() -> Models.model(1, 1, config).fit(data))
          .withMessageMatching(
              "test's model: update \\d+ is not finite: .*NaN; try a smaller learningRate");
    }
  }

  @Test
  void a_learning_rate_that_is_far_too_large_stops_the_fit() {
    for (double holdout : new double[] {0, 0.25}) {
      DynamicsModel.Config config =
          Models.linear(Map.of("holdout", holdout, "learningRate", 1e30, "hidden", List.of(4)));
      assertThatExceptionOfType(DivergenceException.class)
          .isThrownBy(
              () -> Models.model(1, 1, config).fit(Models.linearData(ROWS, 1, 1, Seeds.of(1))))
          .withMessageStartingWith("test's model: update ");
    }
  }

  /** Where termination is the likelier, and only there, an episode ends. */
  @Test
  void terminations_are_learned() {
    int rows = 200;
    ReplayBuffer data = Models.linearData(rows, 1, 1, Seeds.of(1));
    for (int i = 0; i < rows; i++) {
      data.terminated()[i] = data.nextRows(i)[data.nextRow(i)] > 0.2f ? 1 : 0;
    }
    DynamicsModel model =
        Models.model(
            1,
            1,
            Models.linear(
                Map.of("terminations", Terminations.LEARNED, "learningRate", 0.05, "epochs", 60)));
    model.fit(data);
    float[] next = new float[rows];
    boolean[] terminates = new boolean[rows];
    model
        .steps("test")
        .imagine(rows, data.observations(), data.actions(), next, new double[rows], terminates);
    int wrong = 0;
    for (int i = 0; i < rows; i++) {
      wrong += terminates[i] == data.terminated()[i] > 0 ? 0 : 1;
    }
    assertThat(wrong).isLessThan(rows / 25);
  }
}
