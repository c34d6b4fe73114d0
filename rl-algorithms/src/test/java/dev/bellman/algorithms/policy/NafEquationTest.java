package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision. */
class NafEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final List<String> METRICS = List.of("loss", "meanValue", "gradientNorm");

  private final OffPolicyFixture fixture = new OffPolicyFixture("naf");
  private final Naf naf =
      new Naf(
          3,
          new Box(new float[] {-2, -1}, new float[] {2, 3}),
          new Naf.Config(
              OffPolicy.Config.defaults(),
              new ActionNoise.Gaussian(0.1),
              Schedule.constant(LEARNING_RATE),
              9,
              0.9,
              0.1,
              0.5,
              List.of(6, 5)),
          Seeds.of(0));

  @Test
  void three_updates_go_where_pytorch_goes() {
    fixture.begin(naf.parameters());
    for (int update = 1; update <= 3; update++) {
      naf.update(fixture.batch(update), 1);
      fixture.requireMetrics(update, naf.metrics(), METRICS);
      fixture.requireNetworks(update, naf.parameters(), LEARNING_RATE);
    }
  }

  @Test
  void the_gradients_are_those_of_pytorch() {
    fixture.begin(naf.parameters());
    naf.update(fixture.batch(1), 1);

    fixture.requireGradient("network", naf, "adam"); // (1) … (3)
  }
}
