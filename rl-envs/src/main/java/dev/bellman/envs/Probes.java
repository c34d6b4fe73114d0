package dev.bellman.envs;

import dev.bellman.core.environment.Environment;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The registry's entries for the probes. */
final class Probes {

  static final List<EnvironmentSpec> SPECS =
      Arrays.stream(World.values())
          .map(
              world ->
                  new EnvironmentSpec(
                      "Probe-" + world.title() + "-v0",
                      world.sentence(),
                      Double.NaN,
                      world.terminates() ? 0 : world.length(),
                      Map.of("actions", "discrete"),
                      options -> make(world, options)))
          .toList();

  private Probes() {}

  private static Environment<?> make(World world, Options options) {
    return options.choice("actions", "discrete", "box").equals("box")
        ? Probe.box(world)
        : Probe.discrete(world);
  }
}
