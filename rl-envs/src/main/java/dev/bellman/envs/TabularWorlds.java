package dev.bellman.envs;

import dev.bellman.core.environment.Environment;
import dev.bellman.envs.tabular.Blackjack;
import dev.bellman.envs.tabular.CliffWalking;
import dev.bellman.envs.tabular.DynaMaze;
import dev.bellman.envs.tabular.FrozenLake;
import dev.bellman.envs.tabular.Garnet;
import dev.bellman.envs.tabular.GridWorld;
import dev.bellman.envs.tabular.MaximizationBias;
import dev.bellman.envs.tabular.RandomWalk;
import dev.bellman.envs.tabular.Taxi;
import dev.bellman.envs.tabular.WindyGridworld;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The registry's entries for worlds of finitely many states. */
final class TabularWorlds {

  static final List<EnvironmentSpec> SPECS =
      List.of(
          lake(
              "FrozenLake-v1",
              "Cross a frozen lake of 4 by 4 without falling in.",
              "4x4",
              0.7,
              100),
          lake(
              "FrozenLake8x8-v1",
              "Cross a frozen lake of 8 by 8 without falling in.",
              "8x8",
              0.85,
              200),
          cliff("CliffWalking-v1", "Walk along a cliff to the goal.", "false"),
          cliff("CliffWalkingSlippery-v1", "Walk along a cliff on slippery ground.", "true"),
          new EnvironmentSpec(
              "Taxi-v4",
              "Fetch a passenger and set them down where they want to go.",
              8,
              200,
              Map.of(),
              options -> Taxi.of()),
          new EnvironmentSpec(
              "Taxi-v3",
              "Taxi-v4 under its former name, which Gymnasium refuses since 1.3.",
              8,
              200,
              Map.of(),
              options -> Taxi.of()),
          unlimited(
              "Blackjack-v1",
              "Beat the dealer by getting closer to 21 without going over.",
              Map.of("sab", "true", "natural", "false"),
              options -> new Blackjack(options.flag("sab"), options.flag("natural"))),
          book(
              "GridWorld-v0",
              "Find the shortest way to a corner (Sutton and Barto, example 4.1).",
              100,
              Map.of(),
              options -> GridWorld.of()),
          book(
              "RandomWalk-v0",
              "Predict where a random walk will end (Sutton and Barto, examples 6.2 and 7.1).",
              1000,
              Map.of("states", "19"),
              options ->
                  options.choice("states", "5", "19").equals("5")
                      ? RandomWalk.five()
                      : RandomWalk.nineteen()),
          book(
              "WindyGridworld-v0",
              "Cross a grid against the wind (Sutton and Barto, example 6.5).",
              500,
              Map.of(),
              options -> WindyGridworld.of()),
          book(
              "DynaMaze-v0",
              "Find the way out of a maze (Sutton and Barto, example 8.1).",
              1000,
              Map.of(),
              options -> DynaMaze.of()),
          unlimited(
              "MaximizationBias-v0",
              "Resist a bad way with noisy rewards (Sutton and Barto, example 6.7).",
              Map.of(),
              options -> MaximizationBias.of()),
          book(
              "Garnet-v0",
              "Find your way in a randomly drawn MDP.",
              100,
              Map.of("states", "100", "actions", "4", "branching", "5", "seed", "0"),
              options ->
                  Garnet.of(
                      options.integer("states", 1),
                      options.integer("actions", 1),
                      options.integer("branching", 1),
                      options.integer("seed", 0))));

  private TabularWorlds() {}

  private static EnvironmentSpec lake(
      String id, String sentence, String map, double threshold, int maxSteps) {
    return new EnvironmentSpec(
        id,
        sentence,
        threshold,
        maxSteps,
        Map.of("map", map, "slippery", "true"),
        options -> FrozenLake.of(options.text("map"), options.flag("slippery")));
  }

  private static EnvironmentSpec cliff(String id, String sentence, String slippery) {
    return unlimited(
        id,
        sentence,
        Map.of("slippery", slippery),
        options -> CliffWalking.of(options.flag("slippery")));
  }

  private static EnvironmentSpec unlimited(
      String id,
      String sentence,
      Map<String, String> options,
      Function<Options, Environment<?>> factory) {
    return book(id, sentence, 0, options, factory);
  }

  /** Nobody has said from which return on these count as solved. */
  private static EnvironmentSpec book(
      String id,
      String sentence,
      int maxSteps,
      Map<String, String> options,
      Function<Options, Environment<?>> factory) {
    return new EnvironmentSpec(id, sentence, Double.NaN, maxSteps, options, factory);
  }
}
