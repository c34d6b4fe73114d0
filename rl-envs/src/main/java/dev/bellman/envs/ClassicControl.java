package dev.bellman.envs;

import dev.bellman.envs.classic.Acrobot;
import dev.bellman.envs.classic.CartPole;
import dev.bellman.envs.classic.MountainCar;
import dev.bellman.envs.classic.MountainCarContinuous;
import dev.bellman.envs.classic.Pendulum;
import java.util.List;
import java.util.Map;

/** The registry's entries for classic control. */
final class ClassicControl {
  private static final String GOAL_VELOCITY = "goalVelocity";

  static final List<EnvironmentSpec> SPECS =
      List.of(
          new EnvironmentSpec(
              "CartPole-v1",
              "Keep a pole upright on a cart by pushing the cart left or right.",
              475,
              500,
              Map.of("suttonBartoReward", "false"),
              options -> new CartPole(options.flag("suttonBartoReward"))),
          new EnvironmentSpec(
              "Acrobot-v1",
              "Swing the tip of two links above a line with a motor between the links.",
              -100,
              500,
              Map.of(),
              options -> new Acrobot()),
          new EnvironmentSpec(
              "MountainCar-v0",
              "Drive out of a valley whose hill is too steep for the car to climb at once.",
              -110,
              200,
              Map.of(GOAL_VELOCITY, "0.0"),
              options -> new MountainCar(options.number(GOAL_VELOCITY))),
          new EnvironmentSpec(
              "MountainCarContinuous-v0",
              "Drive out of a valley with any force, of which each step costs the square.",
              90,
              999,
              Map.of(GOAL_VELOCITY, "0.0"),
              options -> new MountainCarContinuous(options.number(GOAL_VELOCITY))),
          new EnvironmentSpec(
              "Pendulum-v1",
              "Swing a pendulum up and hold it there with a bounded torque.",
              Double.NaN,
              200,
              Map.of("g", "10.0"),
              options -> new Pendulum(options.number("g"))));

  private ClassicControl() {}
}
