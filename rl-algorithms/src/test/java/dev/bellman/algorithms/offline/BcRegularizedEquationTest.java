package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.BATCH;
import static dev.bellman.algorithms.offline.EquationCase.BOX;
import static dev.bellman.algorithms.offline.EquationCase.HIDDEN;
import static dev.bellman.algorithms.offline.EquationCase.LEARNING_RATE;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.ActionNoise;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision, with the same noise. */
class BcRegularizedEquationTest {

  private static OffPolicyLearner learner(BcRegularized.Config config) {
    return BcRegularized.learner(
        OBSERVATION, BOX, config, normalizer(), Seeds.of(0), Workers.of(1));
  }

  private static EquationCase td3() {
    Td3.Config td3 =
        new Td3.Config(
            OffPolicy.Config.defaults(),
            new ActionNoise.Gaussian(0.1),
            Schedule.constant(LEARNING_RATE),
            BATCH,
            0.9,
            0.1,
            2,
            0.3,
            0.4,
            HIDDEN);
    return new EquationCase(
        "td3-bc",
        learner(
            new BcRegularized.Config(
                0, td3, new Regularization.Cloning(1.5), Observations.STANDARDIZED)));
  }

  private static EquationCase sac() {
    Sac.Config sac =
        new Sac.Config(
            OffPolicy.Config.defaults(),
            Schedule.constant(LEARNING_RATE),
            Schedule.constant(2 * LEARNING_RATE),
            BATCH,
            0.9,
            0.1,
            0.5,
            -1,
            HIDDEN);
    return new EquationCase(
        "sac-bc",
        learner(
            new BcRegularized.Config(
                0, sac, new Regularization.Cloning(1.5), Observations.STANDARDIZED)));
  }

  /** Policy and targets stay where they are after the first and the third. */
  @Test
  void four_updates_of_td3_go_where_pytorch_goes() {
    EquationCase td3 = td3();
    td3.update("criticLoss", "meanValue");
    td3.update("criticLoss", "meanValue", "actorLoss", "policyValue");
    td3.update("criticLoss", "meanValue");
    td3.update("criticLoss", "meanValue", "actorLoss", "policyValue");
  }

  @Test
  void the_gradients_of_td3_are_those_of_pytorch() {
    EquationCase td3 = td3();
    td3.update();
    td3.requireGradient("critics", "criticAdam");
    td3.update();
    td3.requireGradient("policy", "policyAdam"); // (1)
  }

  @Test
  void three_updates_of_sac_go_where_pytorch_goes() {
    EquationCase sac = sac();
    for (int i = 0; i < 3; i++) {
      sac.update("criticLoss", "actorLoss", "temperatureLoss", "meanValue", "policyValue");
    }
  }

  @Test
  void the_gradients_of_sac_are_those_of_pytorch() {
    EquationCase sac = sac();
    sac.update();
    sac.requireGradient("critics", "criticAdam");
    sac.requireGradient("policy", "policyAdam"); // (1)
  }
}
