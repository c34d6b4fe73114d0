package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.Variation;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PpoTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final double NO_TARGET = Double.POSITIVE_INFINITY;

  static Stream<Space> actions() {
    return Stream.of(new Discrete(2), new Discrete(5), Box.uniform(3, -0.01f, 0.01f));
  }

  private static Ppo.Config config(
      int environments, int steps, int epochs, int minibatches, String rate, double targetKl) {
    return new Ppo.Config(
        environments,
        steps,
        epochs,
        minibatches,
        Schedule.parse(rate),
        0.99,
        0.95,
        Schedule.constant(0.2),
        0.2,
        0.01,
        0.5,
        0.5,
        targetKl,
        List.of(16, 16));
  }

  private static <A extends Space> Training clock(
      A actions, long end, LongToDoubleFunction reward, Ppo.Config config) {
    return Ppo.on(() -> new Clock<>(actions, end, NEVER, reward), config, Seeds.of(1));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void the_ratio_of_the_first_minibatch_is_exactly_1(Space actions) {
    for (int environments : new int[] {1, 3, 8}) {
      Ppo.Config config =
          Variation.of(
              config(environments, 13, 1, 1, "0.05", NO_TARGET),
              "clip",
              Schedule.constant(Float.MIN_NORMAL)); // clipped is whatever is not exactly 1
      Training training = clock(actions, 7, t -> Math.sin(t), config);
      for (int update = 1; update <= 5; update++) {
        training.advance(1_000_000);
        assertThat(training.metrics())
            .as("%d environments, update %d", environments, update)
            .containsEntry("approximateKl", 0.0)
            .containsEntry("clipFraction", 0.0);
        assertThat(training.metrics().get("gradientNorm")).isPositive();
      }
    }
  }

  @Test
  void later_epochs_move_the_ratio() {
    Training training =
        clock(new Discrete(2), 7, t -> Math.sin(t), config(2, 16, 8, 1, "0.05", NO_TARGET));

    training.advance(32);

    assertThat(training.metrics().get("approximateKl")).isPositive();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void minibatches_of_one_row_are_finite(Space actions) {
    Training training = clock(actions, 3, t -> t % 2, config(1, 6, 2, 6, "1e-3", NO_TARGET));

    training.advance(12);

    assertThat(training.updates()).isEqualTo(12);
    assertThat(training.metrics().values()).allSatisfy(x -> assertThat(x).isFinite());
    assertThat(training.metrics())
        .as("the advantage of a single row is no advantage")
        .containsEntry("policyLoss", -0.0);
    for (float parameter : training.parameters().get("agent").values()) {
      assertThat(parameter).isFinite();
    }
  }

  @Test
  void a_shortened_rollout_has_no_more_minibatches_than_rows() {
    Training training =
        clock(new Discrete(2), 3, t -> t % 2, config(1, 8, 1, 4, "1e-3", NO_TARGET));

    training.advance(8);
    training.advance(10);

    assertThat(training.updates()).isEqualTo(4 + 2);
  }

  @Test
  void minibatches_of_uneven_size_cover_the_rollout() {
    Training training =
        clock(new Discrete(2), 3, t -> t % 2, config(1, 10, 3, 4, "1e-3", NO_TARGET));

    training.advance(10);

    assertThat(training.updates()).isEqualTo(12);
  }

  @Test
  void the_learning_rate_falls_with_the_steps_to_come() {
    Training training =
        clock(new Discrete(2), 5, t -> 1, config(2, 10, 1, 1, "lin_0.004", NO_TARGET));

    double[] expected = {0.004, 0.003, 0.002, 0.001};
    for (double rate : expected) {
      assertThat(training.advance(80)).isTrue();
      assertThat(training.metrics().get("learningRate")).isCloseTo(rate, within(1e-9));
    }
    assertThat(training.advance(80)).isFalse();
  }

  @Test
  void epochs_end_when_the_divergence_exceeds_its_target() {
    Training free =
        clock(new Discrete(2), 5, t -> Math.sin(t), config(4, 16, 10, 4, "0.05", NO_TARGET));
    Training held = clock(new Discrete(2), 5, t -> Math.sin(t), config(4, 16, 10, 4, "0.05", 1e-3));

    free.advance(64);
    held.advance(64);

    assertThat(free.updates()).isEqualTo(40);
    assertThat(held.updates()).isBetween(2L, 39L);
    assertThat(held.metrics().get("approximateKl")).isGreaterThan(1.5e-3);

    long before = held.updates();
    held.advance(128);
    assertThat(held.updates()).as("the next rollout is learned from again").isGreaterThan(before);
  }

  @Test
  void trainings_never_step_beyond_their_limit() {
    Training training = clock(new Discrete(2), 5, t -> 1, config(4, 8, 1, 1, "1e-3", NO_TARGET));

    while (training.advance(102)) {
      assertThat(training.steps()).isLessThanOrEqualTo(102);
    }

    assertThat(training.steps()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
  void a_reward_that_is_not_finite_stops_the_training_at_once(double bad) {
    LongToDoubleFunction reward = t -> t == 37 ? bad : 1;
    Training training = clock(new Discrete(2), 5, reward, config(2, 16, 4, 4, "1e-3", NO_TARGET));
    training.advance(1000);
    training.advance(1000);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> training.advance(1000))
        .withMessageContaining("ppo: update ")
        .withMessageContaining("not finite");

    assertThat(training.updates()).as("within one epoch").isBetween(33L, 36L);
  }

  @Test
  void a_continuous_policy_stops_at_such_a_reward_too() {
    LongToDoubleFunction reward = t -> t == 5 ? Double.NaN : 1;
    Training training =
        clock(Box.uniform(2, -1, 1), 50, reward, config(1, 16, 2, 2, "1e-3", NO_TARGET));

    assertThatExceptionOfType(DivergenceException.class).isThrownBy(() -> training.advance(1000));
  }

  @Test
  void metrics_have_the_same_columns_before_and_after_an_update() {
    Training training =
        Ppo.on(
            () -> Environments.make("CartPole-v1", Discrete.class),
            Ppo.Config.defaults(),
            Seeds.of(0));
    List<String> before = List.copyOf(training.metrics().keySet());
    training.advance(512);

    assertThat(training.metrics().keySet()).containsExactlyElementsOf(before);
  }
}
