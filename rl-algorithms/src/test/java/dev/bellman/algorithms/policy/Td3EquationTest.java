package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision, with the same noise. */
class Td3EquationTest {
  private static final double LEARNING_RATE = 1e-2;

  private final OffPolicyFixture fixture = new OffPolicyFixture("td3");
  private final Td3 td3 =
      new Td3(
          3,
          new Box(new float[] {-2, -1}, new float[] {2, 3}),
          new Td3.Config(
              OffPolicy.Config.defaults(),
              new ActionNoise.Gaussian(0.1),
              Schedule.constant(LEARNING_RATE),
              9,
              0.9,
              0.1,
              2,
              0.3,
              0.4,
              List.of(6, 5)),
          Seeds.of(0));

  /** Policy and targets stay where they are after the first and the third. */
  @Test
  void four_updates_go_where_pytorch_goes() {
    fixture.begin(td3.parameters());
    for (int update = 1; update <= 4; update++) {
      td3.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, td3.metrics(), List.of("criticLoss"));
      if (update % 2 == 0) {
        fixture.requireMetrics(update, td3.metrics(), List.of("actorLoss"));
      }
      fixture.requireNetworks(update, td3.parameters(), LEARNING_RATE);
    }
  }

  @Test
  void the_gradients_are_those_of_pytorch() {
    fixture.begin(td3.parameters());
    td3.update(fixture.batch(1), 1);
    fixture.requireGradient("critics", td3, "criticAdam"); // (1), (2), (3)
    td3.update(fixture.batch(2), 1);
    fixture.requireGradient("policy", td3, "policyAdam"); // (4)
  }
}
