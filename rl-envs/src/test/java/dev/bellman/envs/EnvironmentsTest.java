package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {

  @Test
  void everyEnvironmentIsDescribed() {
    assertThat(Environments.all())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            spec -> {
              assertThat(spec.id()).matches("[A-Z][A-Za-z0-9-]*-v\\d");
              assertThat(spec.sentence()).matches("[A-Z].*[.?]");
              assertThat(spec.maxSteps()).isNotNegative();
            });
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("cartpole-v1"))
        .withMessage("unknown environment cartpole-v1; did you mean CartPole-v1?");
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("Pendulum-v1", Map.of("maxsteps", "3")))
        .withMessage("Pendulum-v1: unknown option maxsteps; did you mean maxSteps?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("Pendulum-v1", Map.of("gravitation", "3")))
        .withMessage("Pendulum-v1: unknown option gravitation; known are g, maxSteps");
  }

  @Test
  void aValueThatDoesNotReadIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("Pendulum-v1", Map.of("g", "moon")))
        .withMessage("Pendulum-v1: option g must be a finite number, but is moon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("CartPole-v1", Map.of("maxSteps", "-1")))
        .withMessage("CartPole-v1: option maxSteps must be a whole number ≥ 0, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("CartPole-v1", Map.of("suttonBartoReward", "yes")))
        .withMessage(
            "CartPole-v1: option suttonBartoReward must be one of true, false, but is yes");
  }

  @Test
  void actionsOfTheWrongKindAreRefused() {
    assertThat(Environments.make("CartPole-v1", Discrete.class).actionSpace().n()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("Pendulum-v1", Discrete.class))
        .withMessage("Pendulum-v1: actions must be Discrete, but are Box([-2.0], [2.0])");
  }

  @Test
  void optionsReachTheEnvironment() {
    Environment<Discrete> cartPole =
        Environments.make(
            "CartPole-v1", Map.of("suttonBartoReward", "true", "maxSteps", "2"), Discrete.class);
    float[] observation = new float[4];
    cartPole.reset(0, observation, 0);

    assertThat(cartPole.step(new float[1], 0, observation, 0)).isZero();
    assertThat(cartPole.truncated()).isFalse();
    cartPole.step(new float[1], 0, observation, 0);
    assertThat(cartPole.truncated()).isTrue();
  }

  @Test
  void gravityReachesThePendulum() {
    Environment<Box> weightless = Environments.make("Pendulum-v1", Map.of("g", "0"), Box.class);
    float[] observation = new float[3];
    weightless.reset(0, observation, 0);
    float spin = observation[2];
    weightless.step(new float[1], 0, observation, 0);

    assertThat(observation[2]).isEqualTo(spin);
  }
}
