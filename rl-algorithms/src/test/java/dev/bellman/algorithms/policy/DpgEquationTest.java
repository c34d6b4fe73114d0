package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision. */
class DpgEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final List<String> METRICS = List.of("criticLoss", "actorLoss");

  private final OffPolicyFixture fixture = new OffPolicyFixture("dpg");
  private final Dpg dpg =
      new Dpg(
          3,
          new Box(new float[] {-2, -1}, new float[] {2, 3}),
          new Dpg.Config(
              3,
              3,
              1,
              new ActionNoise.Gaussian(0.1),
              Schedule.constant(LEARNING_RATE),
              Schedule.constant(2 * LEARNING_RATE),
              0.9,
              List.of(6, 5)),
          Seeds.of(0));

  @Test
  void three_updates_go_where_pytorch_goes() {
    fixture.begin(dpg.parameters());
    for (int update = 1; update <= 3; update++) {
      dpg.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, dpg.metrics(), METRICS);
      fixture.requireNetworks(update, dpg.parameters(), LEARNING_RATE);
    }
  }

  @Test
  void the_gradients_are_those_of_pytorch() {
    fixture.begin(dpg.parameters());
    dpg.update(fixture.batch(1), 1);

    fixture.requireGradient("critic", dpg, "criticAdam"); // (1), (2)
    fixture.requireGradient("policy", dpg, "policyAdam"); // (3)
  }
}
