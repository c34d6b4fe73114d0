package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision, with the same noise. */
class SacEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final List<String> METRICS =
      List.of("criticLoss", "actorLoss", "temperatureLoss", "temperature", "entropy");

  private final OffPolicyFixture fixture = new OffPolicyFixture("sac");
  private final Sac sac =
      new Sac(
          3,
          new Box(new float[] {-2, -1}, new float[] {2, 3}),
          new Sac.Config(
              OffPolicy.Config.defaults(),
              Schedule.constant(LEARNING_RATE),
              Schedule.constant(2 * LEARNING_RATE),
              9,
              0.9,
              0.1,
              0.5,
              -1,
              List.of(6, 5)),
          Seeds.of(0));

  @Test
  void three_updates_go_where_pytorch_goes() {
    fixture.begin(sac.parameters());
    for (int update = 1; update <= 3; update++) {
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
    fixture.requireGradient("policy", sac, "policyAdam"); // (3)
    fixture.requireGradient("temperature", sac, "temperatureAdam"); // (4)
  }
}
