package dev.bellman.envs;

import dev.bellman.envs.lqr.LinearQuadratic;
import dev.bellman.envs.lqr.LinearQuadraticEnvironment;
import dev.bellman.envs.lqr.Start;
import java.util.List;
import java.util.Map;

/** The registry's entries for linear systems with quadratic costs. */
final class LinearSystems {

  static final List<EnvironmentSpec> SPECS =
      List.of(
          new EnvironmentSpec(
              "LQR-v0",
              "Bring a mass on a spring to rest: linear dynamics, quadratic costs.",
              Double.NaN,
              100,
              Map.of("gamma", "0.99", "noise", "0", "start", "1", "bound", "10"),
              LinearSystems::spring));

  private LinearSystems() {}

  private static LinearQuadraticEnvironment spring(Options options) {
    LinearQuadratic problem =
        LinearQuadratic.spring(
            options.number("gamma"),
            options.number("noise"),
            new Start.Normal(options.number("start")));
    return new LinearQuadraticEnvironment(problem, options.number("bound"));
  }
}
