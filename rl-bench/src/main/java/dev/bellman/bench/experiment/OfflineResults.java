package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.experiment.OfflineExperiment.Contender;
import dev.bellman.bench.experiment.OfflineExperiment.Group;
import dev.bellman.bench.experiment.OfflineExperiment.World;
import dev.bellman.bench.plot.Band;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  private final OfflineExperiment experiment;
  private final OfflineRuns runs;

  /**
   * The results of the experiment.
   *
   * @param runs the folder of all runs and datasets
   */
  public OfflineResults(OfflineExperiment experiment, Path runs, Algorithms algorithms) {
    this.experiment = experiment;
    this.runs = new OfflineRuns(experiment, runs, algorithms);
  }

  @Override
  public void run(int atOnce, PrintStream log) {
    runs.run(atOnce, log);
  }

  private static final String HEAD =
      """

      # %s

      Five datasets of %s steps in each world, made by agents of our own: random actions; *medium*, an agent that was
      stopped early; *medium-replay*, all that it met while it learned; *medium-expert*, half of each; *expert*, an agent
      that learned to the end. A score is 100·(R − random)/(expert − random), where random is the mean return of the
      random data and expert that of the expert's greedy policy: these references are ours. R is the mean of %d greedy
      episodes; a cell has the mean of the seeds and their standard deviation, that of the data the mean of its episodes
      and its standard error.
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
    Path images = page.toAbsolutePath().getParent().resolve("images");
    Files.createDirectories(images);
    for (World world : experiment.worlds()) {
      if (!runs.data(world).isThere()) {
        continue;
      }
      text.append(runs.data(world).text());
      for (Group group : world.groups()) {
        if (group.contenders().stream().noneMatch(c -> runs.isBegun(world, group, c))) {
          continue;
        }
        if (group.online().isPresent()) {
          text.append(new FineTuning(runs, world, group, group.online().get()).text(images));
        } else {
          text.append(scores(world, group));
          text.append(gaps(world, group));
          text.append(picture(world, group, images));
        }
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

  private String scores(World world, Group group) {
    OfflineData references = runs.data(world);
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
      double[] returns = references.statistics(quality).returns();
      text.append(' ').append(Cell.ofMean(references.scores(returns))).append(" |");
    }
    text.append('\n');
    for (Contender contender : group.contenders()) {
      if (!runs.isBegun(world, group, contender)) {
        continue;
      }
      text.append("| `").append(contender.name()).append("` |");
      for (Quality quality : Quality.values()) {
        double[] returns = runs.figures(world, group, contender, quality, "evalReturnMean");
        text.append(' ').append(Cell.of(references.scores(returns))).append(" |");
      }
      text.append('\n');
    }
    return text.append(group.note().isEmpty() ? "" : "\n" + group.note().strip() + "\n").toString();
  }

  /** What critics think that the policy is better than the data, where there is a critic. */
  private String gaps(World world, Group group) {
    StringBuilder rows = new StringBuilder();
    for (Contender contender : group.contenders()) {
      StringBuilder row = new StringBuilder("| `").append(contender.name()).append("` |");
      boolean known = false;
      for (Quality quality : Quality.values()) {
        double[] seeds = runs.figures(world, group, contender, quality, "valueGap");
        known |= seeds.length > 0;
        row.append(' ').append(Cell.of(seeds)).append(" |");
      }
      rows.append(known ? row + "\n" : "");
    }
    return rows.isEmpty()
        ? ""
        : "\nThe gap between Q of the policy's actions and Q of the data's at the end:\n\n"
            + header("algorithm")
            + rows;
  }

  /** How the gap grows on the data of one agent, which are narrow. */
  private String picture(World world, Group group, Path images) throws IOException {
    Chart chart =
        new Chart(
            world.environment() + ", medium data, " + group.name() + " networks",
            "updates",
            "Q of the policy's actions − Q of the data's");
    boolean empty = true;
    for (Contender contender : group.contenders()) {
      List<Curve> curves =
          runs.progress(world, group, contender, Quality.MEDIUM).stream()
              .filter(table -> group.curves().contains(contender.name()) && table.has("valueGap"))
              .map(table -> table.metric("valueGap"))
              .filter(curve -> !curve.isEmpty())
              .toList();
      if (curves.size() > 1) {
        chart.band(contender.name(), Band.of(curves, Seeds.of(0).stream("bootstrap")));
        empty = false;
      }
    }
    if (empty) {
      return "";
    }
    String name =
        String.join("-", "results", OfflineExperiment.NAME, world.environment(), group.name());
    Files.write(images.resolve(name + ".png"), chart.png());
    return "\n![how far values have shifted](images/" + name + ".png)\n";
  }
}
