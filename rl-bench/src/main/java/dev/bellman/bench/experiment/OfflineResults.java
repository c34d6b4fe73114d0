package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.experiment.Jobs.Job;
import dev.bellman.bench.experiment.OfflineExperiment.Contender;
import dev.bellman.bench.experiment.OfflineExperiment.Group;
import dev.bellman.bench.experiment.OfflineExperiment.World;
import dev.bellman.bench.plot.Band;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.ProgressTable;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import dev.bellman.core.random.Seeds;
import dev.bellman.envs.dataset.DatasetStatistics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The offline runs and their part of the page: normalised scores by algorithm and data.
 *
 * <pre>{@code
 * score = 100·(R − random) / (expert − random)
 * }</pre>
 *
 * <p>R is the mean return of a run's greedy policy, random that of the random data and expert that
 * of our expert's greedy policy: the references are our own.
 */
public final class OfflineResults implements Section {
  /** Curves that can be told apart in one picture. */
  private static final int MOST_CURVES = 6;

  private final OfflineExperiment experiment;
  private final Path runs;
  private final Algorithms algorithms;
  private final Map<World, OfflineData> data = new LinkedHashMap<>();

  /**
   * The results of the experiment.
   *
   * @param runs the folder of all runs and datasets
   */
  public OfflineResults(OfflineExperiment experiment, Path runs, Algorithms algorithms) {
    this.experiment = experiment;
    this.runs = runs;
    this.algorithms = algorithms;
    for (World world : experiment.worlds()) {
      data.put(world, new OfflineData(world, experiment, runs, algorithms));
    }
  }

  @Override
  public void run(int atOnce, PrintStream log) {
    List<Job> agents = data.values().stream().flatMap(d -> d.agents().stream()).toList();
    Jobs.run(agents, algorithms, atOnce, log);
    data.values().forEach(d -> d.collect(log));
    List<Job> jobs = new ArrayList<>();
    for (World world : experiment.worlds()) {
      for (Group group : world.groups()) {
        for (Contender contender : group.contenders()) {
          for (Quality quality : Quality.values()) {
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
      RunConfig config =
          RunConfig.ofPreset(
              algorithms.find(contender.algorithm()),
              world.environment(),
              seed,
              OptionalLong.of(contender.updates()),
              contender.settings(),
              data.get(world).file(quality).toString(),
              experiment.episodes());
      String name =
          String.join(
              "-",
              OfflineExperiment.NAME,
              contender.name(),
              world.environment(),
              quality.label(),
              group.name(),
              Integer.toString(seed));
      jobs.add(new Job(config, new RunFolder(runs.resolve(name))));
    }
    return jobs;
  }

  private static final String HEAD =
      """

      # %s

      Five datasets of %s steps in each world, made by agents of our own: random actions; *medium*, an agent that was
      stopped early; *medium-replay*, all that it met while it learned; *medium-expert*, half of each; *expert*, an agent
      that learned to the end. A score is 100·(R − random)/(expert − random), where random is the mean return of the
      random data and expert that of the expert's greedy policy: these references are ours. R is the mean of %d greedy
      episodes; a cell has the mean of the seeds and their standard deviation.
      """;

  @Override
  public String text(Path page) throws IOException {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                HEAD,
                experiment.title(),
                Numbers.figure(experiment.steps()),
                experiment.episodes()));
    for (World world : experiment.worlds()) {
      if (!data.get(world).isThere()) {
        continue;
      }
      text.append(data.get(world).text());
      for (Group group : world.groups()) {
        if (group.contenders().stream().noneMatch(c -> isBegun(world, group, c))) {
          continue;
        }
        text.append(table(world, group));
        text.append(gaps(world, group));
        text.append(picture(world, group, page));
      }
    }
    return text.toString();
  }

  private static final String COLUMNS = "|---".repeat(Quality.values().length + 1) + "|\n";

  private static String header(String first) {
    StringBuilder row = new StringBuilder("| ").append(first).append(" |");
    for (Quality quality : Quality.values()) {
      row.append(' ').append(quality.label()).append(" |");
    }
    return row + "\n" + COLUMNS;
  }

  /** Whoever has another number of updates, as in " (`cql` 5000)". */
  private static String exceptions(Group group) {
    String others =
        group.contenders().stream()
            .filter(c -> c.updates() != group.updates())
            .map(c -> "`" + c.name() + "` " + Numbers.figure(c.updates()))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : " (" + others + ")";
  }

  private String table(World world, Group group) {
    OfflineData references = data.get(world);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%n### %s, %s networks%n%nNormalised scores after %s updates%s, %d seeds.%n%n",
                world.environment(),
                group.name(),
                Numbers.figure(group.updates()),
                exceptions(group),
                group.seeds()));
    text.append(header("algorithm")).append("| the data |");
    for (Quality quality : Quality.values()) {
      DatasetStatistics statistics = references.statistics(quality);
      text.append(' ').append(tenth(references.score(statistics.returnMean()))).append(" |");
    }
    text.append('\n');
    for (Contender contender : group.contenders()) {
      if (!isBegun(world, group, contender)) {
        continue;
      }
      text.append("| `").append(contender.name()).append("` |");
      for (Quality quality : Quality.values()) {
        double[] scores =
            finished(world, group, contender, quality).stream()
                .mapToDouble(s -> references.score(s.figure("evalReturnMean")))
                .toArray();
        text.append(' ').append(cell(scores)).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** What critics think that the policy is better than the data, where there is a critic. */
  private String gaps(World world, Group group) {
    StringBuilder rows = new StringBuilder();
    for (Contender contender : group.contenders()) {
      StringBuilder row = new StringBuilder("| `").append(contender.name()).append("` |");
      boolean known = false;
      for (Quality quality : Quality.values()) {
        double[] gaps =
            finished(world, group, contender, quality).stream()
                .mapToDouble(s -> s.figure("valueGap"))
                .filter(Double::isFinite)
                .toArray();
        known |= gaps.length > 0;
        row.append(' ').append(cell(gaps)).append(" |");
      }
      rows.append(known ? row + "\n" : "");
    }
    return rows.isEmpty()
        ? ""
        : "\nThe gap between Q of the policy's actions and Q of the data's at the end:\n\n"
            + header("algorithm")
            + rows;
  }

  /** Whether there is a run to show. */
  private boolean isBegun(World world, Group group, Contender contender) {
    return Arrays.stream(Quality.values())
        .anyMatch(quality -> !finished(world, group, contender, quality).isEmpty());
  }

  private List<Summary> finished(World world, Group group, Contender contender, Quality quality) {
    return jobs(world, group, contender, quality).stream()
        .filter(Job::isFinished)
        .map(Job::summary)
        .toList();
  }

  private static String cell(double[] values) {
    if (values.length == 0) {
      return "";
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    if (values.length == 1) {
      return tenth(mean) + " (one seed)";
    }
    double variance =
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return tenth(mean) + " ± " + tenth(Math.sqrt(variance));
  }

  private static String tenth(double x) {
    return Numbers.figure(Math.round(x * 10) / 10.0);
  }

  /** How the gap grows on the data of one agent, which are narrow. */
  private String picture(World world, Group group, Path page) throws IOException {
    Path images = page.toAbsolutePath().getParent().resolve("images");
    Files.createDirectories(images);
    Chart chart =
        new Chart(
            world.environment() + ", medium data, " + group.name() + " networks",
            "updates",
            "Q of the policy's actions − Q of the data's");
    int shown = 0;
    for (Contender contender : group.contenders()) {
      List<Curve> curves =
          jobs(world, group, contender, Quality.MEDIUM).stream()
              .filter(Job::isFinished)
              .map(job -> ProgressTable.read(job.folder().progress()))
              .filter(table -> table.has("valueGap"))
              .map(table -> table.metric("valueGap"))
              .filter(curve -> !curve.isEmpty())
              .toList();
      if (shown < MOST_CURVES && curves.size() > 1) {
        chart.band(contender.name(), Band.of(curves, Seeds.of(0).stream("bootstrap")));
        shown++;
      }
    }
    if (shown == 0) {
      return "";
    }
    String name =
        String.join("-", "results", OfflineExperiment.NAME, world.environment(), group.name());
    Files.write(images.resolve(name + ".png"), chart.png());
    return "\n![how far values have shifted](images/" + name + ".png)\n";
  }
}
