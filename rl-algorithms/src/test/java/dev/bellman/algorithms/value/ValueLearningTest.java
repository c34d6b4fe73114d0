package dev.bellman.algorithms.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole trainings, with fixed seeds. */
class ValueLearningTest {

  /** What RL Baselines3 Zoo trains CartPole with. */
  private static final Variant.Settings CART_POLE =
      new Variant.Settings(
          new OffPolicy.Config(1, 100_000, 1000, 256, 128),
          Schedule.ramp(1, 0.04, 0.16),
          Schedule.constant(2.3e-3),
          64,
          0.99,
          128,
          List.of(256, 256));

  private static Environment<Discrete> cartPole() {
    return Environments.make("CartPole-v1", Discrete.class);
  }

  @Tag("learning")
  @ParameterizedTest
  @EnumSource(names = {"DQN", "DOUBLE_DQN", "TWO_NETWORK_DOUBLE_DQN", "FQI"})
  void cart_pole_is_solved(Variant variant) {
    Training training = variant.training(ValueLearningTest::cartPole, CART_POLE, Seeds.of(0));

    training.train(50_000, TrainingListener.NONE);

    Evaluation evaluation =
        Evaluation.of(training.greedy(), ValueLearningTest::cartPole, 100, Seeds.of(0));
    assertThat(evaluation.mean()).isGreaterThanOrEqualTo(475);
  }
}
