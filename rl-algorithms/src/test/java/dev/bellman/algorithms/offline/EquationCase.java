package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the equation tests of offline learners share: a learner and what offline.py wrote of it. */
final class EquationCase {
  static final double LEARNING_RATE = 1e-2;
  static final int OBSERVATION = 3;
  static final int BATCH = 9;
  static final List<Integer> HIDDEN = List.of(6, 5);
  static final Box BOX = new Box(new float[] {-2, -1}, new float[] {2, 3});
  static final Discrete CHOICES = new Discrete(4);

  /** What actions are. */
  enum Kind {
    BOX,
    DISCRETE;

    Space actions() {
      return this == BOX ? EquationCase.BOX : CHOICES;
    }

    /** The name of a fixture of this kind. */
    String fixture(String name) {
      return name + "-" + name().toLowerCase(Locale.ROOT);
    }
  }

  private final OffPolicyFixture fixture;
  private final OffPolicyLearner learner;
  private int updates;

  /** Gives the learner the weights that the fixture begins with. */
  EquationCase(String fixture, OffPolicyLearner learner) {
    this.fixture = new OffPolicyFixture(fixture);
    this.learner = learner;
    this.fixture.begin(learner.parameters());
  }

  /** What standardises observations; the fixture has its numbers. */
  static Normalizer normalizer() {
    return Normalizer.of(Observations.STANDARDIZED, OBSERVATION, Optional.empty());
  }

  /** DQN's configuration of these sizes, whose target network is copied every other update. */
  static Dqn.Config dqn() {
    return Variation.of(
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
  }

  /** Makes an update; requires that these figures and all weights are those of PyTorch. */
  void update(String... metrics) {
    updates++;
    learner.update(fixture.batch(updates), 1);
    fixture.requireMetrics(updates, learner.metrics(), List.of(metrics));
    fixture.requireNetworks(updates, learner.parameters(), LEARNING_RATE);
  }

  /** Makes four updates of a learner with {@link #dqn()}; requires that they are PyTorch's. */
  void requireUpdatesOfDqn() {
    for (int i = 0; i < 4; i++) {
      update("loss", "meanValue", "policyValue", "gradientNorm");
      if (i == 0) {
        requireGradient("network", "adam");
      }
    }
  }

  /** Requires that a figure of the update is that of PyTorch, but for this rounding. */
  void requireMetric(String name, double rounding) {
    fixture.requireMetric(updates, learner.metrics(), name, rounding);
  }

  /** Requires that the gradient of a network's first update was that of PyTorch. */
  void requireGradient(String network, String adam) {
    fixture.requireGradient(network, learner, adam);
  }

  /** Requires that what is left of all gradients of a network is that of PyTorch. */
  void requireMoments(String network, String adam) {
    fixture.requireMoments(network, learner, adam);
  }
}
