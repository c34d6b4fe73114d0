package dev.bellman.algorithms.offline;

import static dev.bellman.algorithms.offline.EquationCase.BATCH;
import static dev.bellman.algorithms.offline.EquationCase.BOX;
import static dev.bellman.algorithms.offline.EquationCase.HIDDEN;
import static dev.bellman.algorithms.offline.EquationCase.LEARNING_RATE;
import static dev.bellman.algorithms.offline.EquationCase.OBSERVATION;
import static dev.bellman.algorithms.offline.EquationCase.normalizer;

import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision, with the same noise. */
class CqlEquationTest {
  private static final Pessimism SOFT_MAXIMUM = new Pessimism.LogSumExp(3);

  private static EquationCase of(String fixture, Pessimism pessimism, double rate) {
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
    Cql.Config config =
        new Cql.Config(
            sac, pessimism, 0.8, Schedule.constant(rate), 0.3, Observations.STANDARDIZED);
    return new EquationCase(
        fixture, Cql.learner(OBSERVATION, BOX, config, normalizer(), Seeds.of(0), Workers.of(1)));
  }

  private static void requireUpdates(EquationCase cql) {
    for (int i = 0; i < 3; i++) {
      cql.update(
          "criticLoss",
          "actorLoss",
          "temperatureLoss",
          "conservatism",
          "weight",
          "meanValue",
          "policyValue");
    }
  }

  private static void requireGradients(EquationCase cql) {
    cql.update();
    cql.requireGradient("critics", "criticAdam"); // (1)
    cql.requireGradient("policy", "policyAdam");
    cql.requireGradient("weight", "weightAdam");
  }

  @Test
  void three_updates_with_the_soft_maximum_go_where_pytorch_goes() {
    requireUpdates(of("cql", SOFT_MAXIMUM, 0));
    requireGradients(of("cql", SOFT_MAXIMUM, 0));
  }

  /** The weight of the term climbs or falls. */
  @Test
  void so_they_do_with_a_lagrange_multiplier() {
    requireUpdates(of("cql-lagrange", SOFT_MAXIMUM, 2 * LEARNING_RATE));
    requireGradients(of("cql-lagrange", SOFT_MAXIMUM, 2 * LEARNING_RATE));
  }

  @Test
  void so_they_do_with_the_mean_over_uniform_actions() {
    requireUpdates(of("cql-uniform", new Pessimism.Uniform(), 0));
    requireGradients(of("cql-uniform", new Pessimism.Uniform(), 0));
  }

  @Test
  void so_they_do_with_the_mean_over_those_of_the_policy() {
    requireUpdates(of("cql-policy", new Pessimism.CurrentPolicy(), 0));
    requireGradients(of("cql-policy", new Pessimism.CurrentPolicy(), 0));
  }
}
