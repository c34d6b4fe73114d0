package dev.bellman.bench.cli;

import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import dev.bellman.bench.run.TrainingRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl resume}: a run goes on. */
@Command(
    name = "resume",
    description = "Goes on exactly where a run stopped.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(paramLabel = "DIR", description = "The folder of a run.")
  private Path path;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps in total, those already done included (default: as it was begun).")
  private Long steps;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  ResumeCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    RunFolder folder = RunFolder.existing(path);
    RunConfig before = folder.readConfig();
    RunConfig config = steps == null ? before : before.withSteps(steps);
    Optional<Summary> summary = folder.readSummary();
    if (summary.isPresent() && config.steps() == before.steps()) {
      bench
          .out()
          .println(
              "The run has finished its " + config.steps() + " steps: --steps N lets it go on");
      RunReport.print(summary.get(), folder, bench.out());
      return 0;
    }
    var progress = bench.progress(config.algorithm() + " " + config.environment(), quiet);
    RunReport.print(
        TrainingRun.resume(config, folder, bench.algorithms(), progress), folder, bench.out());
    return 0;
  }
}
