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
class OneStepActorCriticEquationTest {

  /** The first two are of V and b; in the last one, some ratios are clipped and others are not. */
  @ParameterizedTest
  @EnumSource
  void five_updates_go_where_pytorch_goes(EquationCase.Kind kind) {
    OneStepActorCritic.Config config =
        new OneStepActorCritic.Config(
            Observations.STANDARDIZED,
            Schedule.constant(LEARNING_RATE),
            Schedule.constant(3 * LEARNING_RATE),
            BATCH,
            0.9,
            0.1,
            2,
            0.2,
            HIDDEN);
    EquationCase learner =
        new EquationCase(
            kind.fixture("one-step-ac"),
            new OneStepActorCritic(
                OBSERVATION, kind.actions(), config, normalizer(), Seeds.of(0), Workers.of(1)));
    learner.update("valueLoss", "cloneLoss");
    learner.requireGradient("value", "valueAdam"); // (1), (2)
    learner.requireGradient("clone", "cloneAdam"); // (4)
    learner.update("valueLoss", "cloneLoss");
    learner.update("policyLoss");
    learner.requireGradient("policy", "policyAdam"); // (5), (6)
    learner.update("policyLoss");
    learner.update("policyLoss");
  }
}
