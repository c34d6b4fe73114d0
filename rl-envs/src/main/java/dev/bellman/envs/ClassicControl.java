package dev.bellman.envs;

import dev.bellman.envs.classic.CartPole;
import dev.bellman.envs.classic.Pendulum;
import java.util.List;
import java.util.Map;

/** The registry's entries for classic control. */
final class ClassicControl {

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
              "Pendulum-v1",
              "Swing a pendulum up and hold it there with a bounded torque.",
              Double.NaN,
              200,
              Map.of("g", "10.0"),
              options -> new Pendulum(options.number("g"))));

  private ClassicControl() {}
}
