package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.CHOICES;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.core.random.Seeds;
import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.api.Test;

/** Loss, gradient and updates against PyTorch in double precision. */
class DiscreteCqlEquationTest {

  private static void requireUpdates(String fixture, DiscretePessimism pessimism) {
    DiscreteCql.Config config =
        new DiscreteCql.Config(EquationCase.dqn(), pessimism, 0.7, Observations.STANDARDIZED);
    new EquationCase(
            fixture,
            DiscreteCql.learner(
                OBSERVATION, CHOICES, config, normalizer(), Seeds.of(0), Workers.of(1)))
        .requireUpdatesOfDqn();
  }

  @Test
  void four_updates_with_the_soft_maximum_go_where_pytorch_goes() {
    requireUpdates("discrete-cql", DiscretePessimism.LOG_SUM_EXP);
  }

  @Test
  void so_they_do_with_the_mean_over_uniform_actions() {
    requireUpdates("discrete-cql-uniform", DiscretePessimism.UNIFORM);
  }

  @Test
  void so_they_do_with_the_value_of_the_greedy_policy() {
    requireUpdates("discrete-cql-policy", DiscretePessimism.CURRENT_POLICY);
  }
}
