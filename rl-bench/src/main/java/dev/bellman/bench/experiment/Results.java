package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.experiment.Experiment.Task;
import dev.bellman.bench.experiment.Jobs.Job;
import dev.bellman.bench.plot.Band;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.plot.Interval;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.ProgressTable;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The runs of an experiment, and the page that is made of them. A run that is finished is not made
 * again: an interrupted experiment goes on where it was.
 */
public final class Results implements Section {
  /** Curves that can be told apart in one picture, with their names below it in a line. */
  private static final int CURVES = 5;

  private final Experiment experiment;
  private final int seeds;
  private final Path runs;
  private final Algorithms algorithms;

  /**
   * The results of an experiment on the seeds 0 … {@code seeds} − 1.
   *
   * @param seeds how many
   * @param runs the folder of all runs
   */
  public Results(Experiment experiment, int seeds, Path runs, Algorithms algorithms) {
    this.experiment = experiment;
    this.seeds = seeds;
    this.runs = runs;
    this.algorithms = algorithms;
  }

  private List<Job> jobs(Task task) {
    List<Job> jobs = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      RunConfig config = task.run(seed, experiment.episodes(), algorithms);
      String name =
          experiment.name() + "-" + task.algorithm() + "-" + task.environment() + "-" + seed;
      jobs.add(new Job(config, new RunFolder(runs.resolve(name))));
    }
    return jobs;
  }

  @Override
  public void run(int atOnce, PrintStream log) {
    List<Job> all = experiment.tasks().stream().flatMap(task -> jobs(task).stream()).toList();
    Jobs.run(all, algorithms, atOnce, log);
  }

  /**
   * Writes a page of the runs that are finished, with a table an environment, and beside it
   * pictures of each in {@code images/}.
   *
   * @param page a Markdown file
   * @param command what makes it
   * @param all the experiments of the page
   */
  public static void write(Path page, String command, List<Section> all) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, HEAD, command));
    try {
      for (Section section : all) {
        text.append(section.text(page));
      }
      Files.writeString(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String text(Path page) throws IOException {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%n# %s%n%n%d seeds, %d greedy episodes of each.%n",
                experiment.title(),
                seeds,
                experiment.episodes()));
    Map<String, List<Task>> environments = new LinkedHashMap<>();
    experiment
        .tasks()
        .forEach(t -> environments.computeIfAbsent(t.environment(), _ -> new ArrayList<>()).add(t));
    Path images = page.toAbsolutePath().getParent().resolve("images");
    Files.createDirectories(images);
    for (var environment : environments.entrySet()) {
      String name = environment.getKey();
      List<Task> tasks = environment.getValue();
      if (tasks.stream().flatMap(this::finished).findAny().isEmpty()) {
        continue;
      }
      text.append(table(name, tasks));
      for (int from = 0; from < tasks.size(); from += CURVES) {
        List<Task> shown = tasks.subList(from, Math.min(from + CURVES, tasks.size()));
        String number = from == 0 ? "" : "-" + (from / CURVES + 1);
        String picture = "results-" + experiment.name() + "-" + name + number + ".png";
        Files.write(images.resolve(picture), picture(name, shown));
        text.append("\n![learning curves](images/").append(picture).append(")\n");
      }
    }
    return text.toString();
  }

  private static final String HEAD =
      """
      # Results

      Each algorithm is trained with its preset on several seeds; each policy then plays greedy episodes on seeds of
      their own. A row is the interquartile mean (IQM) of the seeds' mean returns with its 95 %% bootstrap interval, the
      worst and the best seed, and how many of the seeds that were run reach the goal. Steps to the goal, where they are
      given, are those of the first evaluation that reaches it: median, least and greatest of the seeds. Everything is
      made by

      ```sh
      %s
      ```
      """;

  private Stream<Job> finished(Task task) {
    return jobs(task).stream().filter(Job::isFinished);
  }

  private String table(String environment, List<Task> tasks) {
    StringBuilder text = new StringBuilder("\n## ").append(environment);
    text.append(", goal ").append(Numbers.figure(tasks.getFirst().goal())).append("\n\n");
    boolean when = tasks.getFirst().saysWhen();
    text.append("| algorithm | steps | IQM | 95 % interval | worst seed | best seed |");
    text.append(when ? " steps to the goal |" : "");
    text.append(" seeds at the goal | IQM at the goal |\n");
    text.append("|---".repeat(when ? 9 : 8)).append("|\n");
    tasks.stream().filter(t -> finished(t).findAny().isPresent()).forEach(t -> text.append(row(t)));
    return text.toString();
  }

  private String row(Task task) {
    List<Summary> summaries = finished(task).map(job -> job.summary()).toList();
    double[] returns = summaries.stream().mapToDouble(s -> s.figure("evalReturnMean")).toArray();
    Interval iqm = Interval.of(returns, Seeds.of(0).stream("bootstrap"));
    double worst = summaries.stream().mapToDouble(s -> s.figure("evalReturnMean")).min().orElse(0);
    double best = summaries.stream().mapToDouble(s -> s.figure("evalReturnMean")).max().orElse(0);
    long reached =
        summaries.stream().filter(s -> s.figure("evalReturnMean") >= task.goal()).count();
    String interval = Cell.tenth(iqm.low()) + " … " + Cell.tenth(iqm.high());
    List<String> cells = new ArrayList<>();
    cells.add("`" + task.algorithm() + "`");
    cells.add(Numbers.figure(summaries.getFirst().figure("steps")));
    cells.add(Cell.tenth(iqm.middle()));
    cells.add(interval);
    cells.add(Cell.tenth(worst));
    cells.add(Cell.tenth(best));
    if (task.saysWhen()) {
      cells.add(stepsToGoal(task));
    }
    cells.add(reached + " of " + summaries.size());
    cells.add(iqm.middle() >= task.goal() ? "yes" : "**no**");
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** The median of the seeds' first evaluations at the goal, the least and the greatest. */
  private String stepsToGoal(Task task) {
    double[] first =
        finished(task)
            .map(job -> ProgressTable.read(job.folder().progress()).evaluations())
            .mapToDouble(curve -> curve.reaches(task.goal()))
            .sorted()
            .toArray();
    double median = (first[(first.length - 1) / 2] + first[first.length / 2]) / 2;
    return steps(median) + " (" + steps(first[0]) + " … " + steps(first[first.length - 1]) + ")";
  }

  private static String steps(double steps) {
    return Double.isInfinite(steps) ? "never" : Numbers.figure(steps);
  }

  /** Returns while they learn, or of the evaluations where it matters when they reach the goal. */
  private byte[] picture(String environment, List<Task> tasks) {
    Chart chart =
        new Chart(environment + ", " + seeds + " seeds", "environment steps", "episode return");
    for (Task task : tasks) {
      List<Curve> curves =
          finished(task)
              .map(job -> ProgressTable.read(job.folder().progress()))
              .map(table -> task.saysWhen() ? table.evaluations() : table.returns())
              .filter(curve -> !curve.isEmpty())
              .toList();
      if (curves.size() > 1) {
        chart.band(task.algorithm(), Band.of(curves, Seeds.of(0).stream("bootstrap")));
      } else {
        curves.forEach(curve -> chart.line(task.algorithm(), curve));
      }
    }
    return chart.level("goal", tasks.getFirst().goal()).png();
  }
}
