package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.BATCH;
import static dev.bellman.algorithms.offline.EquationCase.CHOICES;
import static dev.bellman.algorithms.offline.EquationCase.HIDDEN;
import static dev.bellman.algorithms.offline.EquationCase.LEARNING_RATE;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loss, gradient and updates against PyTorch in double precision. */
class CrossEntropyRegularizedEquationTest {

  private static CrossEntropyRegularized.Config config() {
    Dqn.Config dqn =
        Variation.of(
            Dqn.Config.defaults(),
            Map.of(
                "learningRate",
                Schedule.constant(LEARNING_RATE),
                "batchSize",
                BATCH,
                "gamma",
                0.9,
                "targetPeriod",
                2,
                "maxGradientNorm",
                0.5,
                "hidden",
                HIDDEN));
    return new CrossEntropyRegularized.Config(dqn, 0.7, Observations.STANDARDIZED);
  }

  private static void requireUpdates(String fixture, Dqn learner) {
    EquationCase equations = new EquationCase(fixture, learner);
    for (int i = 0; i < 4; i++) {
      equations.update("loss", "meanValue", "policyValue", "gradientNorm");
      if (i == 0) {
        equations.requireGradient("network", "adam");
      }
    }
  }

  @Test
  void four_updates_of_conservative_q_learning_go_where_pytorch_goes() {
    requireUpdates(
        "discrete-cql",
        CrossEntropyRegularized.conservative(
            OBSERVATION, CHOICES, config(), normalizer(), Seeds.of(0), Workers.of(1)));
  }

  @Test
  void so_do_those_of_double_dqn_that_clones() {
    requireUpdates(
        "ddqn-bc",
        CrossEntropyRegularized.cloned(
            OBSERVATION, CHOICES, config(), normalizer(), Seeds.of(0), Workers.of(1)));
  }
}
