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

/** Loss, gradient and updates against PyTorch in double precision. */
class BehaviorCloningEquationTest {

  @ParameterizedTest
  @EnumSource
  void three_updates_go_where_pytorch_goes(EquationCase.Kind kind) {
    BehaviorCloning.Config config =
        new BehaviorCloning.Config(
            1, 0.9, Observations.STANDARDIZED, Schedule.constant(LEARNING_RATE), BATCH, HIDDEN);
    EquationCase bc =
        new EquationCase(
            kind.fixture("bc"),
            new BehaviorCloning(
                OBSERVATION, kind.actions(), config, normalizer(), Seeds.of(0), Workers.of(1)));
    bc.update("policyLoss");
    bc.requireGradient("policy", "adam"); // (1), (2)
    bc.update("policyLoss");
    bc.update("policyLoss");
  }
}
