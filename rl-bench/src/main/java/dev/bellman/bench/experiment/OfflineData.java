package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.experiment.Jobs.Job;
import dev.bellman.bench.experiment.OfflineExperiment.Agent;
import dev.bellman.bench.experiment.OfflineExperiment.World;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Collector;
import dev.bellman.bench.run.Progress;
import dev.bellman.bench.run.ReplayEpisodes;
import dev.bellman.bench.run.Rollout;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.bench.run.Worlds;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Seeds;
import dev.bellman.envs.dataset.DatasetFile;
import dev.bellman.envs.dataset.DatasetStatistics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The datasets of one world, the agents that make them, and what scores are measured by. */
final class OfflineData {
  private final World world;
  private final OfflineExperiment experiment;
  private final Path runs;
  private final Algorithms algorithms;
  private final Map<Quality, DatasetStatistics> statistics = new EnumMap<>(Quality.class);

  OfflineData(World world, OfflineExperiment experiment, Path runs, Algorithms algorithms) {
    this.world = world;
    this.experiment = experiment;
    this.runs = runs;
    this.algorithms = algorithms;
  }

  /** The file of a dataset, there or not. */
  Path file(Quality quality) {
    return runs.toAbsolutePath()
        .normalize()
        .resolve("datasets")
        .resolve(world.environment() + "-" + quality.label() + ".safetensors");
  }

  /** Whether all datasets are there, and the expert that made one. */
  boolean isThere() {
    boolean there = expert().isFinished();
    for (Quality quality : Quality.values()) {
      there &= Files.exists(file(quality));
    }
    return there;
  }

  /** The agents that make the data. */
  List<Job> agents() {
    return List.of(agent("medium", world.medium()), expert());
  }

  private Job expert() {
    return agent("expert", world.expert());
  }

  private Job agent(String name, Agent agent) {
    RunConfig config =
        RunConfig.ofPreset(
            algorithms.find(agent.algorithm()),
            world.environment(),
            0,
            OptionalLong.of(agent.steps()),
            agent.settings(),
            "",
            experiment.episodes());
    String folder = String.join("-", OfflineExperiment.NAME, name, world.environment());
    return new Job(config, new RunFolder(runs.resolve(folder)));
  }

  /** Makes the datasets that are missing, with a line for each. */
  void collect(PrintStream log) {
    for (Quality quality : Quality.values()) {
      if (!Files.exists(file(quality))) {
        try {
          Files.createDirectories(file(quality).getParent());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        DatasetFile.write(make(quality), file(quality));
        log.println(file(quality));
      }
    }
  }

  private Dataset make(Quality quality) {
    int steps = experiment.steps();
    return switch (quality) {
      case RANDOM -> random(steps);
      case MEDIUM -> acted(agents().getFirst(), steps, 1);
      case MEDIUM_REPLAY -> replay(agents().getFirst(), steps);
      case MEDIUM_EXPERT -> halves(steps);
      case EXPERT -> acted(expert(), steps, 1);
    };
  }

  private Dataset random(int steps) {
    Environment<?> environment = Worlds.factory(world.environment(), Map.of()).make();
    var actions = Rollout.Actions.random(environment.actionSpace(), Seeds.of(0).stream("collect"));
    return new Collector(environment, actions, world.environment(), Quality.RANDOM.label())
        .collect(steps, Seeds.of(0), Progress.NONE);
  }

  private Dataset acted(Job agent, int steps, long seed) {
    TrainingRun.Restored run = TrainingRun.restore(agent.folder(), algorithms);
    return new Collector(
            run.environments().make(),
            Rollout.Actions.of(run.target()),
            world.environment(),
            agent.folder().path().getFileName().toString())
        .collect(steps, Seeds.of(seed), Progress.NONE);
  }

  private Dataset replay(Job agent, int steps) {
    TrainingRun.Restored run = TrainingRun.restore(agent.folder(), algorithms);
    String behaviour = "training of " + agent.folder().path().getFileName();
    return ReplayEpisodes.of(run, behaviour).latest(steps);
  }

  private Dataset halves(int steps) {
    Dataset medium = acted(agents().getFirst(), steps / 2, 2);
    Dataset expert = acted(expert(), steps - steps / 2, 2);
    Dataset.Origin origin = medium.origin();
    DatasetBuilder both =
        new DatasetBuilder(
            new Dataset.Origin(
                origin.environment(),
                origin.observationSpace(),
                origin.actionSpace(),
                Quality.MEDIUM_EXPERT.label()));
    for (Dataset half : List.of(medium, expert)) {
      both.add(half);
    }
    return both.build();
  }

  /** Of a dataset that is there. */
  DatasetStatistics statistics(Quality quality) {
    return statistics.computeIfAbsent(
        quality, q -> DatasetStatistics.of(DatasetFile.read(file(q))));
  }

  /** The normalised score of a mean return. */
  double score(double mean) {
    double random = statistics(Quality.RANDOM).returnMean();
    return 100 * (mean - random) / (expertReturn() - random);
  }

  /** The normalised score of each. */
  double[] scores(double[] returns) {
    return Arrays.stream(returns).map(this::score).toArray();
  }

  private double expertReturn() {
    return expert().summary().figure("evalReturnMean");
  }

  /** What scores are measured by. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%n## %s: offline%n%nrandom = %s, expert = %s (`%s`, %s steps).%n",
        world.environment(),
        Cell.tenth(statistics(Quality.RANDOM).returnMean()),
        Cell.tenth(expertReturn()),
        world.expert().algorithm(),
        Numbers.figure(world.expert().steps()));
  }
}
