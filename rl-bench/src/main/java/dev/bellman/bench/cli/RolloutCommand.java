package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.draw.Film;
import dev.bellman.bench.draw.Scene;
import dev.bellman.bench.draw.Scenes;
import dev.bellman.bench.run.Rollout;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.bench.run.Worlds;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.envs.tabular.TextRendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl rollout}: what happens in an environment, row by row. */
@Command(
    name = "rollout",
    description = "Acts in an environment and prints CSV rows; at random unless told otherwise.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RolloutCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(paramLabel = "ENVIRONMENT", description = "One of rl list.")
  private String id;

  @Option(names = "--seed", paramLabel = "S", description = "Of the first reset (default 0).")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many (default: as many as there are actions, else 100).")
  private Integer steps;

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description = "One action a line; the numbers of a Box are separated by commas.")
  private Path actions;

  @Option(names = "--policy", paramLabel = "DIR", description = "The run whose policy acts.")
  private Path policy;

  @Option(names = "--env", paramLabel = "NAME=VALUE", description = "As in rl train.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--text",
      description = "Draws the state in characters after each row, on standard error.")
  private boolean text;

  @Option(
      names = "--gif",
      paramLabel = "FILE",
      description = "Also draws each row, as an animated GIF.")
  private Path gif;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Also draws what the last step led to.")
  private Path png;

  RolloutCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() throws IOException {
    if (actions != null && policy != null) {
      throw new UsageException("--actions and --policy exclude each other: give one of them");
    }
    Environment<?> environment = Worlds.factory(id, options).make();
    List<float[]> given = actions == null ? List.of() : read(environment.actionSpace());
    int count = steps != null ? steps : actions == null ? 100 : given.size();
    if (count < 0 || actions != null && count > given.size()) {
      throw new UsageException(
          actions == null
              ? "--steps must be at least 0, but is " + count
              : "--steps is "
                  + count
                  + ", but "
                  + actions
                  + " has only "
                  + given.size()
                  + " actions");
    }
    Rollout rollout = new Rollout(environment, seed, bench.out());
    Rollout.Actions acting = source(environment, given);
    if (gif == null && png == null) {
      rollout.print(count, acting, text ? drawing(environment) : Rollout.Watcher.NONE);
    } else if (text) {
      throw new UsageException("--text does not go with --gif or --png: leave one of them out");
    } else {
      try (Film film = new Film(id, scene(), Optional.ofNullable(gif), Optional.ofNullable(png))) {
        rollout.print(count, acting, film);
      }
    }
    return 0;
  }

  private Rollout.Watcher drawing(Environment<?> environment) {
    if (environment.unwrapped() instanceof TextRendering world) {
      return Rollout.Watcher.after(
          () -> {
            bench.out().flush();
            bench.err().println(world.render());
          });
    }
    throw new UsageException(id + " cannot be drawn in characters: leave out --text");
  }

  private Scene scene() {
    return Scenes.of(id)
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no picture of "
                        + id
                        + ": leave out --gif and --png, or choose one of "
                        + String.join(", ", Scenes.ids())));
  }

  private Rollout.Actions source(Environment<?> environment, List<float[]> given) {
    if (actions != null) {
      return (step, observation, out) ->
          System.arraycopy(given.get(step - 1), 0, out, 0, out.length);
    }
    if (policy != null) {
      return Rollout.Actions.of(
          TrainingRun.restore(RunFolder.existing(policy), bench.algorithms()).policy());
    }
    return Rollout.Actions.random(environment.actionSpace(), Seeds.of(seed).stream("rollout"));
  }

  private List<float[]> read(Space space) throws IOException {
    List<String> lines = Files.readAllLines(actions).stream().filter(l -> !l.isBlank()).toList();
    List<float[]> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(row(line, rows.size() + 1, space.size()));
    }
    return rows;
  }

  private float[] row(String line, int number, int size) {
    String[] cells = line.split(",");
    float[] row = new float[size];
    try {
      for (int i = 0; i < size && cells.length == size; i++) {
        row[i] = Float.parseFloat(cells[i].strip());
      }
    } catch (NumberFormatException e) {
      cells = new String[0];
    }
    if (cells.length != size) {
      throw new UsageException(
          "Action "
              + number
              + " of "
              + actions
              + ", '"
              + line
              + "', must be "
              + size
              + (size == 1 ? " number" : " numbers separated by commas"));
    }
    return row;
  }
}
