package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.classic.CartPole;
import dev.bellman.envs.tabular.TabularEnvironment;
import dev.bellman.envs.wrapper.OneHot;
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
  void dynamicsComeByNameToo() {
    assertThat(Environments.mdp("FrozenLake-v1", Map.of(), 0.9).states()).isEqualTo(17);
    assertThat(Environments.mdp("FrozenLake-v1", Map.of("map", "8x8"), 0.9).states()).isEqualTo(65);
    assertThat(Environments.mdp("Taxi-v4", Map.of(), 0.9).gamma()).isEqualTo(0.9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.mdp("CartPole-v1", Map.of(), 0.9))
        .withMessage(
            "CartPole-v1 has no transition table; those that have one are Blackjack-v1,"
                + " CliffWalking-v1, CliffWalkingSlippery-v1, DynaMaze-v0, FrozenLake-v1,"
                + " FrozenLake8x8-v1, Garnet-v0, GridWorld-v0, MaximizationBias-v0,"
                + " RandomWalk-v0, Taxi-v3, Taxi-v4, WindyGridworld-v0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.mdp("Taxi-v4", Map.of("rain", "true"), 0.9))
        .withMessage("Taxi-v4: unknown option rain; known are maxSteps");
  }

  @Test
  void theWorldWithinTheWrappersCanBeHad() {
    assertThat(Environments.make("CartPole-v1").unwrapped()).isInstanceOf(CartPole.class);
    assertThat(new OneHot<>(Environments.make("Taxi-v4", Discrete.class)).unwrapped())
        .isInstanceOf(TabularEnvironment.class);
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
