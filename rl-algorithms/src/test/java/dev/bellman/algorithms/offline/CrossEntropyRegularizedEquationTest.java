package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.CHOICES;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.core.random.Seeds;
import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.api.Test;

/** Loss, gradient and updates against PyTorch in double precision. */
class CrossEntropyRegularizedEquationTest {

  @Test
  void four_updates_go_where_pytorch_goes() {
    CrossEntropyRegularized.Config config =
        new CrossEntropyRegularized.Config(EquationCase.dqn(), 0.7, Observations.STANDARDIZED);
    new EquationCase(
            "ddqn-bc",
            CrossEntropyRegularized.learner(
                OBSERVATION, CHOICES, config, normalizer(), Seeds.of(0), Workers.of(1)))
        .requireUpdatesOfDqn();
  }
}
