package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision. */
class DiscreteSacEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final List<String> METRICS =
      List.of("criticLoss", "actorLoss", "temperatureLoss", "temperature", "entropy");

  private final OffPolicyFixture fixture = new OffPolicyFixture("discrete-sac");
  private final DiscreteSac sac =
      new DiscreteSac(
          3,
          new Discrete(4),
          new DiscreteSac.Config(
              OffPolicy.Config.defaults(),
              Schedule.constant(LEARNING_RATE),
              Schedule.constant(2 * LEARNING_RATE),
              9,
              0.9,
              0.1,
              2,
              0.5,
              0.6,
              List.of(6, 5)),
          Seeds.of(0));

  /** The targets stay where they are after the first and the third. */
  @Test
  void four_updates_go_where_pytorch_goes() {
    fixture.begin(sac.parameters());
    for (int update = 1; update <= 4; update++) {
      sac.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, sac.metrics(), METRICS);
      fixture.requireNetworks(update, sac.parameters(), LEARNING_RATE);
    }
  }

  @Test
  void the_gradients_are_those_of_pytorch() {
    fixture.begin(sac.parameters());
    sac.update(fixture.batch(1), 1);

    fixture.requireGradient("critics", sac, "criticAdam"); // (1), (2)
    // where a choice is nearly sure, nearly equal numbers cancel, in floats of PyTorch as in ours
    fixture.requireGradient("policy", sac, "policyAdam", 3e-6); // (3)
    fixture.requireGradient("temperature", sac, "temperatureAdam"); // (4)
  }
}
