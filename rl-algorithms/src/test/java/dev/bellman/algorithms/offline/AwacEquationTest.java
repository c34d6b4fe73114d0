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

/** Losses, gradients and updates against PyTorch in double precision, with the same noise. */
class AwacEquationTest {

  private static Awac learner(EquationCase.Kind kind) {
    Awac.Config config =
        new Awac.Config(
            0,
            Observations.STANDARDIZED,
            Schedule.constant(LEARNING_RATE),
            BATCH,
            0.9,
            0.1,
            0.7,
            HIDDEN);
    return new Awac(OBSERVATION, kind.actions(), config, normalizer(), Seeds.of(0), Workers.of(1));
  }

  @ParameterizedTest
  @EnumSource
  void three_updates_go_where_pytorch_goes(EquationCase.Kind kind) {
    EquationCase awac = new EquationCase(kind.fixture("awac"), learner(kind));
    for (int i = 0; i < 3; i++) {
      awac.update("criticLoss", "policyLoss", "advantage", "meanValue", "policyValue");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_gradients_are_those_of_pytorch(EquationCase.Kind kind) {
    EquationCase awac = new EquationCase(kind.fixture("awac"), learner(kind));
    awac.update();

    awac.requireGradient("critics", "criticAdam"); // (1), (2)
    awac.requireGradient("policy", "policyAdam"); // (3), (4)
  }
}
