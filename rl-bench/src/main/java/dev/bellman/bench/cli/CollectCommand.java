package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.run.Collector;
import dev.bellman.bench.run.EnvironmentFactory;
import dev.bellman.bench.run.ReplayEpisodes;
import dev.bellman.bench.run.Rollout;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.bench.run.Worlds;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.random.Seeds;
import dev.bellman.envs.dataset.DatasetFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl collect}: a dataset. */
@Command(
    name = "collect",
    description =
        "Acts in an environment and writes what happens as a dataset, for offline algorithms.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CollectCommand implements Callable<Integer> {
  private static final String RANDOM = "random";

  private final Workbench bench;

  @Parameters(
      index = "0",
      paramLabel = "(random | DIR)",
      description = "Who acts: nobody in particular, or the policy of the run in a folder.")
  private String who;

  @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "One of rl list.")
  private String id;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many; with --replay, at most (default there: all of the buffer).")
  private Integer steps;

  @Option(names = "--seed", paramLabel = "S", description = "Of the episodes (default 0).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "A file that ends in .safetensors, or in .hdf5 for Minari's layout.")
  private Path out;

  @Option(
      names = "--greedy",
      description = "The best actions of the run's policy; otherwise it draws them, if it can.")
  private boolean greedy;

  @Option(
      names = "--replay",
      description = "Nobody acts: the latest steps in the replay buffer of the run.")
  private boolean replay;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "As in rl train; a run's own options count where none is given.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  CollectCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    check();
    Dataset dataset = who.equals(RANDOM) ? atRandom() : ofRun();
    DatasetFile.write(dataset, out);
    DatasetReport.written(dataset, out, bench.out());
    return 0;
  }

  private void check() {
    DatasetReport.checkName(out);
    Worlds.check(id);
    if (steps == null && !replay) {
      throw new UsageException("Say how many steps, as in --steps 1e5");
    }
    if (steps != null && steps < 1) {
      throw new UsageException("--steps must be at least 1, but is " + steps);
    }
    if (greedy && replay) {
      throw new UsageException("--greedy and --replay exclude each other: give one of them");
    }
    if (who.equals(RANDOM) && (greedy || replay)) {
      throw new UsageException("--greedy and --replay are of a run: name its folder, not random");
    }
    if (replay && !options.isEmpty()) {
      throw new UsageException("--env does not go with --replay: the run has had its environment");
    }
  }

  private Dataset atRandom() {
    Environment<?> environment = Worlds.factory(id, options).make();
    var actions =
        Rollout.Actions.random(environment.actionSpace(), Seeds.of(seed).stream("collect"));
    return collect(environment, actions, RANDOM, options);
  }

  private Dataset ofRun() {
    Path path = Path.of(who);
    TrainingRun.Restored run = TrainingRun.restore(RunFolder.existing(path), bench.algorithms());
    if (!run.config().environment().equals(id)) {
      throw new UsageException(
          "The run in "
              + path
              + " is one in "
              + run.config().environment()
              + ": name that environment, not "
              + id);
    }
    String name = run.config().algorithm() + " after " + run.training().steps() + " steps";
    if (replay) {
      String behaviour = "training of " + name + inWorld(run.config().environmentOptions());
      return ReplayEpisodes.of(run, behaviour).latest(steps == null ? Integer.MAX_VALUE : steps);
    }
    Map<String, String> all = new LinkedHashMap<>(run.config().environmentOptions());
    all.putAll(options);
    EnvironmentFactory environments =
        options.isEmpty() ? run.environments() : Worlds.factory(id, all);
    Environment<?> environment = environments.make();
    checkSpaces(run.environments().make(), environment);
    return collect(
        environment,
        Rollout.Actions.of(greedy ? run.policy() : run.target()),
        greedy ? name + ", greedy" : name,
        all);
  }

  private void checkSpaces(Environment<?> before, Environment<?> now) {
    if (!before.observationSpace().equals(now.observationSpace())
        || !before.actionSpace().equals(now.actionSpace())) {
      throw new UsageException(
          "With this --env, " + id + " has other spaces than those that the run's policy knows");
    }
  }

  private Dataset collect(
      Environment<?> environment,
      Rollout.Actions actions,
      String behaviour,
      Map<String, String> options) {
    var progress = bench.progress("collect " + id, quiet);
    return new Collector(environment, actions, id, behaviour + inWorld(options))
        .collect(steps, Seeds.of(seed), progress);
  }

  private static String inWorld(Map<String, String> options) {
    StringBuilder text = new StringBuilder();
    options.forEach((name, value) -> text.append(", ").append(name).append('=').append(value));
    return text.toString();
  }
}
