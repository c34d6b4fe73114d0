package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.Variation;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlPenaltyTest {

  @Test
  void the_price_follows_the_divergence() {
    KlPenalty penalty = new KlPenalty(1, 0.01);
    double[] divergences = {0.02, 0.0151, 0.0149, 0.01, 0.0067, 0.0066, 0.001, 0, 1};
    double[] prices = {2, 4, 4, 4, 4, 2, 1, 0.5, 1};
    for (int i = 0; i < prices.length; i++) {
      penalty.adapt(divergences[i]);
      assertThat(penalty.beta()).as("after %s", divergences[i]).isEqualTo(prices[i]);
    }
  }

  @Test
  void the_price_can_always_come_back() {
    KlPenalty penalty = new KlPenalty(1, 0.01);
    for (int i = 0; i < 5000; i++) {
      penalty.adapt(0);
    }
    assertThat((float) penalty.beta()).isPositive();
    for (int i = 0; i < 5000; i++) {
      penalty.adapt(1);
    }
    assertThat((float) penalty.beta()).isFinite().isGreaterThan(1e20f);
  }

  @Test
  void the_price_is_part_of_the_state() {
    KlPenalty penalty = new KlPenalty(1, 0.01);
    penalty.adapt(1);
    KlPenalty other = new KlPenalty(1, 0.01);
    InMemoryState.of(penalty).restore(other);

    assertThat(other.beta()).isEqualTo(2);
  }

  /** Once a rollout, whatever the epochs: a tiny step needs no price, a wild one a higher. */
  @ParameterizedTest
  @CsvSource({"1e-7, 0.5", "0.1, 2"})
  void ppo_changes_it_once_a_rollout(double learningRate, double factor) {
    PpoKl.Config config =
        Variation.of(
            PpoKl.Config.defaults(), Map.of("learningRate", Schedule.constant(learningRate)));
    Training training =
        PpoKl.on(
            () -> Environments.make("CartPole-v1", Discrete.class),
            config,
            Seeds.of(0),
            Workers.of(1));
    double expected = 1;
    for (int i = 0; i < 3; i++) {
      training.advance(10_000);
      assertThat(training.metrics().get("beta")).as("in rollout %d", i).isEqualTo(expected);
      if (factor < 1) {
        assertThat(training.metrics().get("kl")).isLessThan(0.01 / 1.5);
      } else {
        assertThat(training.metrics().get("kl")).isGreaterThan(0.01 * 1.5);
      }
      expected *= factor;
    }
  }
}
