package dev.bellman.algorithms.value;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.Variation;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loss, gradient and updates against PyTorch in double precision. */
class DqnEquationTest {
  private static final double LEARNING_RATE = 1e-2;

  private static Dqn learner(double tau, int period) {
    return new Dqn(
        3,
        new Discrete(4),
        Variation.of(
            Dqn.Config.defaults(),
            Map.of(
                "learningRate",
                Schedule.constant(LEARNING_RATE),
                "batchSize",
                9,
                "gamma",
                0.9,
                "tau",
                tau,
                "targetPeriod",
                period,
                "maxGradientNorm",
                0.5,
                "hidden",
                List.of(6, 5))),
        Seeds.of(0));
  }

  /** The target network is copied after every second update, or follows after each. */
  @ParameterizedTest
  @CsvSource({"dqn-copy, 1, 2", "dqn-polyak, 0.1, 1"})
  void four_updates_go_where_pytorch_goes(String name, double tau, int period) {
    OffPolicyFixture fixture = new OffPolicyFixture(name);
    Dqn dqn = learner(tau, period);
    fixture.begin(dqn.parameters());
    for (int update = 1; update <= 4; update++) {
      dqn.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, dqn.metrics(), List.of("loss", "meanValue", "gradientNorm"));
      fixture.requireNetworks(update, dqn.parameters(), LEARNING_RATE);
      if (update == 1) {
        fixture.requireGradient("network", dqn, "adam"); // (1), (2), as clipped
      }
    }
  }
}
