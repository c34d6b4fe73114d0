package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.BATCH;
import static dev.bellman.algorithms.offline.EquationCase.CHOICES;
import static dev.bellman.algorithms.offline.EquationCase.HIDDEN;
import static dev.bellman.algorithms.offline.EquationCase.LEARNING_RATE;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.api.Test;

/** Loss, gradient and updates against PyTorch in double precision. */
class FittedSarsaEquationTest {

  /** Q̄ is copied after every second update, and the policy changes after the fourth. */
  @Test
  void six_updates_go_where_pytorch_goes() {
    FittedSarsa.Config config =
        new FittedSarsa.Config(
            Observations.STANDARDIZED, Schedule.constant(LEARNING_RATE), BATCH, 0.9, 2, 2, HIDDEN);
    EquationCase sarsa =
        new EquationCase(
            "fitted-sarsa",
            new FittedSarsa(
                OBSERVATION, CHOICES, config, normalizer(), Seeds.of(0), Workers.of(1)));
    for (int i = 0; i < 6; i++) {
      sarsa.update("loss", "meanValue", "policyValue");
      if (i == 0) {
        sarsa.requireGradient("network", "adam"); // (1), (2)
      }
    }
  }
}
