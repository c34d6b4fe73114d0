package dev.bellman.bench.experiment;

import dev.bellman.bench.experiment.Jobs.Job;
import dev.bellman.bench.experiment.OfflineExperiment.Contender;
import dev.bellman.bench.experiment.OfflineExperiment.Group;
import dev.bellman.bench.experiment.OfflineExperiment.Online;
import dev.bellman.bench.experiment.OfflineExperiment.World;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.ProgressTable;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The runs of the offline experiment and the data that they learn from. */
final class OfflineRuns {
  private final OfflineExperiment experiment;
  private final Path runs;
  private final Algorithms algorithms;
  private final Map<World, OfflineData> data = new LinkedHashMap<>();

  OfflineRuns(OfflineExperiment experiment, Path runs, Algorithms algorithms) {
    this.experiment = experiment;
    this.runs = runs;
    this.algorithms = algorithms;
    for (World world : experiment.worlds()) {
      data.put(world, new OfflineData(world, experiment, runs, algorithms));
    }
  }

  /** The data of one world. */
  OfflineData data(World world) {
    return data.get(world);
  }

  /** Makes what is missing: agents, then their data, then those that learn from them. */
  void run(int atOnce, PrintStream log) {
    List<Job> agents = data.values().stream().flatMap(d -> d.agents().stream()).toList();
    Jobs.run(agents, algorithms, atOnce, log);
    data.values().forEach(d -> d.collect(log));
    List<Job> jobs = new ArrayList<>();
    for (World world : experiment.worlds()) {
      for (Group group : world.groups()) {
        for (Contender contender : group.contenders()) {
          for (Quality quality : group.qualities()) {
            jobs.addAll(jobs(world, group, contender, quality));
          }
        }
      }
    }
    Jobs.run(jobs, algorithms, atOnce, log);
  }

  private List<Job> jobs(World world, Group group, Contender contender, Quality quality) {
    List<Job> jobs = new ArrayList<>();
    for (int seed = 0; seed < group.seeds(); seed++) {
      String name =
          String.join(
              "-",
              OfflineExperiment.NAME,
              contender.name(),
              world.environment(),
              quality.label(),
              group.name(),
              Integer.toString(seed));
      RunConfig config = config(world, group, contender, quality, seed);
      jobs.add(new Job(config, new RunFolder(runs.resolve(name))));
    }
    return jobs;
  }

  private RunConfig config(
      World world, Group group, Contender contender, Quality quality, int seed) {
    Map<String, String> settings = new LinkedHashMap<>(contender.settings());
    long online = group.online().map(Online::steps).orElse(0L);
    if (online > 0) {
      settings.put("onlineSteps", Long.toString(online));
    }
    RunConfig config =
        RunConfig.ofPreset(
            algorithms.find(contender.algorithm()),
            world.environment(),
            seed,
            OptionalLong.of(contender.updates() + online),
            settings,
            data.get(world).file(quality).toString(),
            group.online().map(Online::episodes).orElse(experiment.episodes()));
    return group.online().map(o -> config.withEvalEvery(o.evalEvery())).orElse(config);
  }

  /** Whether there is a run to show. */
  boolean isBegun(World world, Group group, Contender contender) {
    return group.qualities().stream()
        .anyMatch(quality -> finished(world, group, contender, quality).findAny().isPresent());
  }

  /** A figure of the seeds' ends. */
  double[] figures(World world, Group group, Contender contender, Quality quality, String figure) {
    return finished(world, group, contender, quality)
        .map(Job::summary)
        .mapToDouble((Summary s) -> s.figure(figure))
        .filter(Double::isFinite)
        .toArray();
  }

  /** How the seeds went. */
  List<ProgressTable> progress(World world, Group group, Contender contender, Quality quality) {
    return finished(world, group, contender, quality)
        .map(job -> ProgressTable.read(job.folder().progress()))
        .toList();
  }

  private Stream<Job> finished(World world, Group group, Contender contender, Quality quality) {
    return jobs(world, group, contender, quality).stream().filter(Job::isFinished);
  }
}
