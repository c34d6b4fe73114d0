package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision. */
class DdpgEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final List<String> METRICS = List.of("criticLoss", "actorLoss");

  private final OffPolicyFixture fixture = new OffPolicyFixture("ddpg");
  private final Ddpg ddpg =
      new Ddpg(
          3,
          new Box(new float[] {-2, -1}, new float[] {2, 3}),
          new Ddpg.Config(
              OffPolicy.Config.defaults(),
              new ActionNoise.Gaussian(0.1),
              Schedule.constant(LEARNING_RATE),
              Schedule.constant(2 * LEARNING_RATE),
              0.05,
              9,
              0.9,
              0.1,
              List.of(6, 5)),
          Seeds.of(0));

  @Test
  void three_updates_go_where_pytorch_goes() {
    fixture.begin(ddpg.parameters());
    for (int update = 1; update <= 3; update++) {
      ddpg.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, ddpg.metrics(), METRICS);
      fixture.requireNetworks(update, ddpg.parameters(), LEARNING_RATE);
    }
  }

  @Test
  void the_gradients_are_those_of_pytorch() {
    fixture.begin(ddpg.parameters());
    ddpg.update(fixture.batch(1), 1);

    fixture.requireGradient("critic", ddpg, "criticAdam"); // (1), (2)
    fixture.requireGradient("policy", ddpg, "policyAdam"); // (3)
  }
}
