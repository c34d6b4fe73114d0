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
class KlConstrainedEquationTest {

  /** D is left of terms of order 1 that cancel, each rounded to half of this. */
  private static final double ROUNDING = Math.ulp(0.5f);

  private static EquationCase of(
      String fixture, Divergence divergence, double rate, EquationCase.Kind kind) {
    KlConstrained.Config config =
        new KlConstrained.Config(
            divergence,
            0.05,
            0.7,
            Schedule.constant(rate),
            Observations.STANDARDIZED,
            Schedule.constant(LEARNING_RATE),
            BATCH,
            0.9,
            0.1,
            2,
            HIDDEN);
    return new EquationCase(
        kind.fixture(fixture),
        new KlConstrained(
            OBSERVATION, kind.actions(), config, normalizer(), Seeds.of(0), Workers.of(1)));
  }

  /** The first two clone; π starts from there, where the reverse D and its gradient are 0. */
  private static void requireUpdates(EquationCase kl) {
    kl.update("cloneLoss");
    kl.requireGradient("clone", "cloneAdam"); // (1)
    kl.update("cloneLoss");
    for (int i = 0; i < 3; i++) {
      kl.update("criticLoss", "policyLoss", "multiplier", "meanValue", "policyValue");
      kl.requireMetric("divergence", ROUNDING); // (4), (5)
      if (i == 0) {
        kl.requireGradient("critics", "criticAdam"); // (2), (3)
        kl.requireGradient("policy", "policyAdam"); // (6)
        kl.requireGradient("multiplier", "multiplierAdam"); // (7)
      }
    }
    kl.requireMoments("critics", "criticAdam");
    kl.requireMoments("policy", "policyAdam");
    kl.requireMoments("multiplier", "multiplierAdam");
  }

  @ParameterizedTest
  @EnumSource
  void five_updates_with_the_reverse_divergence_go_where_pytorch_goes(EquationCase.Kind kind) {
    requireUpdates(of("kl-reverse", Divergence.REVERSE, 0, kind));
  }

  @ParameterizedTest
  @EnumSource
  void so_they_do_where_its_multiplier_is_learned(EquationCase.Kind kind) {
    requireUpdates(of("kl-reverse-dual", Divergence.REVERSE, 2 * LEARNING_RATE, kind));
  }

  @ParameterizedTest
  @EnumSource
  void so_they_do_with_the_forward_divergence(EquationCase.Kind kind) {
    requireUpdates(of("kl-forward", Divergence.FORWARD, 0, kind));
  }

  @ParameterizedTest
  @EnumSource
  void so_they_do_with_the_forward_divergence_and_its_multiplier(EquationCase.Kind kind) {
    requireUpdates(of("kl-forward-dual", Divergence.FORWARD, 2 * LEARNING_RATE, kind));
  }
}
