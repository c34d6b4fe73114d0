package dev.bellman.algorithms.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Evaluation;
import dev.bellman.envs.Environments;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PlanWithAModelTest {

  @Test
  void planningInALearnedModelSwingsThePendulumUp() {
    Supplier<Environment<Box>> pendulum = () -> Environments.make("Pendulum-v1", Box.class);
    Seeds seeds = Seeds.of(1);
    Policy planner = PlanWithAModel.planner(pendulum.get(), seeds);

    assertThat(Evaluation.of(planner, pendulum, 3, seeds).mean())
        .isGreaterThan(-400); // random actions have about −1200
  }
}
