package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.BATCH;
import static dev.bellman.algorithms.offline.EquationCase.HIDDEN;
import static dev.bellman.algorithms.offline.EquationCase.LEARNING_RATE;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses, gradients and updates against PyTorch in double precision. */
class AwrEquationTest {

  private static Awr learner(EquationCase.Kind kind) {
    Awr.Config config =
        new Awr.Config(
            0,
            1,
            1,
            Observations.STANDARDIZED,
            Schedule.constant(2 * LEARNING_RATE),
            Schedule.constant(LEARNING_RATE),
            BATCH,
            0.9,
            0.5,
            4,
            0.6,
            HIDDEN);
    return new Awr(OBSERVATION, kind.actions(), config, normalizer(), Seeds.of(0), Workers.of(1));
  }

  /** The deviation of the policy is fixed: its parameters stay where they are. */
  @ParameterizedTest
  @EnumSource
  void three_updates_go_where_pytorch_goes(EquationCase.Kind kind) {
    EquationCase awr = new EquationCase(kind.fixture("awr"), learner(kind));
    for (int i = 0; i < 3; i++) {
      awr.update("valueLoss", "policyLoss", "advantage");
    }
  }

  /** The weights of some rows are clipped, and those of others are not. */
  @ParameterizedTest
  @EnumSource
  void the_gradients_are_those_of_pytorch(EquationCase.Kind kind) {
    EquationCase awr = new EquationCase(kind.fixture("awr"), learner(kind));
    awr.update();

    awr.requireGradient("value", "valueAdam"); // (1), (2)
    awr.requireGradient("policy", "policyAdam"); // (3)
  }
}
