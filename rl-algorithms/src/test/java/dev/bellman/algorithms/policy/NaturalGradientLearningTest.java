package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trainings, with fixed seeds. */
class NaturalGradientLearningTest {

  /** What RL Baselines3 Zoo trains CartPole with by TRPO. */
  private static final Map<String, Object> CART_POLE =
      Map.of(
          "environments", 2,
          "rolloutSteps", 512,
          "batchSize", 512,
          "damping", 1e-3,
          "conjugateGradientIterations", 15,
          "advantage", new Advantage.Gae(0.98),
          "epochs", 20);

  private static Environment<Discrete> cartPole() {
    return Environments.make("CartPole-v1", Discrete.class);
  }

  @Tag("learning")
  @ParameterizedTest
  @CsvSource({"NPG,0", "NPG,1", "NPG,2", "TRPO,0", "TRPO,1", "TRPO,2"})
  void cart_pole_is_solved(NaturalMethod method, long seed) {
    Training training =
        method.training(NaturalGradientLearningTest::cartPole, CART_POLE, Seeds.of(seed));

    training.train(100_000, TrainingListener.NONE);

    Evaluation evaluation =
        Evaluation.of(
            training.greedy(), NaturalGradientLearningTest::cartPole, 100, Seeds.of(seed));
    assertThat(evaluation.mean()).isGreaterThanOrEqualTo(475);
  }
}
