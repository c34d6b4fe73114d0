package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.OffPolicyFixture;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, gradients and updates against PyTorch in double precision, with the same noise. */
class OnPolicySacEquationTest {
  private static final double LEARNING_RATE = 1e-2;
  private static final List<String> METRICS = List.of("criticLoss", "actorLoss", "entropy");

  private final OffPolicyFixture fixture = new OffPolicyFixture("on-policy-sac");
  private final OnPolicySac sac =
      new OnPolicySac(
          3,
          new Box(new float[] {-2, -1}, new float[] {2, 3}),
          new OnPolicySac.Config(
              3, 3, 1, Schedule.constant(LEARNING_RATE), 0.9, 0.25, List.of(6, 5)),
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

    fixture.requireGradient("critic", sac, "criticAdam"); // (1), (2)
    fixture.requireGradient("policy", sac, "policyAdam"); // (3)
  }
}
