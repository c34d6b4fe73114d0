package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.experiment.Experiment;
import dev.bellman.bench.experiment.OfflineExperiment;
import dev.bellman.bench.experiment.OfflineResults;
import dev.bellman.bench.experiment.Results;
import dev.bellman.bench.experiment.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl results}: how well the algorithms learn. */
@Command(
    name = "results",
    description =
        "Trains what an experiment names on several seeds and writes a page of tables and curves;"
            + " runs that are finished are not made again.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResultsCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "These alone (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "What is trained, learning, model or offline (default: all).")
  private String experiment;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds 0 … N − 1 (default: as many as the experiment wants).")
  private Integer seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs at a time (default: one a core); they change no result.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "The folder of the runs (default runs/results).")
  private Path runs;

  @Option(
      names = "--page-only",
      description = "Train nothing: write the page of the runs that are finished.")
  private boolean pageOnly;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "A Markdown page.")
  private Path out;

  ResultsCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    if (seeds != null && seeds < 1 || jobs < 1) {
      throw new UsageException("--seeds and --jobs must be at least 1");
    }
    Path folder = runs == null ? bench.runs().resolve("results") : runs;
    List<Section> results = sections(folder);
    if (!pageOnly) {
      results.forEach(r -> r.run(jobs, bench.err()));
    }
    String chosen = experiment == null ? "" : " --experiment " + experiment;
    String counted = seeds == null ? "" : " --seeds " + seeds;
    Results.write(out, "./rl results" + chosen + counted + " --out " + out, results);
    bench.out().println("page     " + out);
    return 0;
  }

  private List<Section> sections(Path folder) {
    List<Section> sections = new ArrayList<>();
    if (!OfflineExperiment.NAME.equals(experiment)) {
      List<Experiment> experiments =
          (experiment == null ? Experiment.NAMES : List.of(experiment))
              .stream().map(Experiment::of).toList();
      Experiment.only(names, experiments).forEach(e -> sections.add(results(e, folder)));
    }
    if (experiment == null && names.isEmpty() || OfflineExperiment.NAME.equals(experiment)) {
      OfflineExperiment offline = OfflineExperiment.load();
      sections.add(new OfflineResults(offline.only(names, seeds), folder, bench.algorithms()));
    }
    return sections;
  }

  private Results results(Experiment chosen, Path folder) {
    int count = seeds == null ? chosen.seeds() : seeds;
    return new Results(chosen, count, folder, bench.algorithms());
  }
}
