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
class IqlEquationTest {

  private static Iql learner(EquationCase.Kind kind) {
    Iql.Config config =
        new Iql.Config(
            0,
            Observations.STANDARDIZED,
            Schedule.constant(LEARNING_RATE),
            Schedule.constant(2 * LEARNING_RATE),
            BATCH,
            0.9,
            0.1,
            0.8,
            0.5,
            0.8,
            HIDDEN);
    return new Iql(OBSERVATION, kind.actions(), config, normalizer(), Seeds.of(0), Workers.of(1));
  }

  @ParameterizedTest
  @EnumSource
  void three_updates_go_where_pytorch_goes(EquationCase.Kind kind) {
    EquationCase iql = new EquationCase(kind.fixture("iql"), learner(kind));
    for (int i = 0; i < 3; i++) {
      iql.update("valueLoss", "policyLoss", "criticLoss", "advantage", "meanValue", "policyValue");
    }
  }

  /** The weights of some rows are clipped, and those of others are not. */
  @ParameterizedTest
  @EnumSource
  void the_gradients_are_those_of_pytorch(EquationCase.Kind kind) {
    EquationCase iql = new EquationCase(kind.fixture("iql"), learner(kind));
    iql.update();

    iql.requireGradient("value", "valueAdam"); // (1)
    iql.requireGradient("policy", "policyAdam"); // (2)
    iql.requireGradient("critics", "criticAdam"); // (3), (4)
  }
}
