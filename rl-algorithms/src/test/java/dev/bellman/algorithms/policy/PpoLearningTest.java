package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings, with fixed seeds. */
class PpoLearningTest {

  /** What RL Baselines3 Zoo trains CartPole with. */
  private static final Ppo.Config CART_POLE =
      new Ppo.Config(
          8,
          32,
          20,
          1,
          Schedule.linear(1e-3),
          0.98,
          0.8,
          Schedule.linear(0.2),
          Double.POSITIVE_INFINITY,
          0,
          0.5,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(64, 64));

  private static final Ppo.Config PENDULUM =
      new Ppo.Config(
          4,
          1024,
          10,
          64,
          Schedule.constant(1e-3),
          0.9,
          0.95,
          Schedule.constant(0.2),
          Double.POSITIVE_INFINITY,
          0,
          0.5,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(64, 64));

  private static Environment<Discrete> cartPole() {
    return Environments.make("CartPole-v1", Discrete.class);
  }

  private static Environment<Box> pendulum() {
    return Environments.make("Pendulum-v1", Box.class);
  }

  /** The part of it that a build can wait for: no policy of chance balances so long. */
  @Test
  void cart_pole_is_learned() {
    Training training = Ppo.on(PpoLearningTest::cartPole, CART_POLE, Seeds.of(1));
    boolean learned = false;
    while (!learned && training.advance(100_000)) {
      learned = training.episodes().meanReturn() >= 300;
    }

    Evaluation evaluation =
        Evaluation.of(training.greedy(), PpoLearningTest::cartPole, 16, Seeds.of(1));
    assertThat(learned).as("mean return %s", training.episodes().meanReturn()).isTrue();
    assertThat(evaluation.mean()).isGreaterThanOrEqualTo(475);
  }

  @Tag("learning")
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void cart_pole_is_solved(long seed) {
    Training training = Ppo.on(PpoLearningTest::cartPole, CART_POLE, Seeds.of(seed));

    training.train(100_000, TrainingListener.NONE);

    Evaluation evaluation =
        Evaluation.of(training.greedy(), PpoLearningTest::cartPole, 100, Seeds.of(seed));
    assertThat(evaluation.mean()).isGreaterThanOrEqualTo(475);
  }

  @Tag("learning")
  @Test
  void the_pendulum_swings_up() {
    Training training = Ppo.on(PpoLearningTest::pendulum, PENDULUM, Seeds.of(0));

    training.train(200_000, TrainingListener.NONE);

    Evaluation evaluation =
        Evaluation.of(training.greedy(), PpoLearningTest::pendulum, 100, Seeds.of(0));
    assertThat(evaluation.mean()).isGreaterThanOrEqualTo(-200);
  }
}
