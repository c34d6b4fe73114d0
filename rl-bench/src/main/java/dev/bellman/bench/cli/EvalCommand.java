package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Evaluation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl eval}: how good a run's policy is. */
@Command(
    name = "eval",
    description = "Evaluates the policy of a run.",
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(paramLabel = "DIR", description = "The folder of a run.")
  private Path path;

  @Option(names = "--episodes", paramLabel = "N", description = "How many (default 20).")
  private int episodes = 20;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the episodes' first states (default: the run's, as in its summary).")
  private Long seed;

  EvalCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    if (episodes < 1) {
      throw new UsageException("--episodes must be at least 1, but is " + episodes);
    }
    var run = TrainingRun.restore(RunFolder.existing(path), bench.algorithms());
    Evaluation evaluation =
        Evaluation.of(
            run.policy(),
            run.environments()::make,
            episodes,
            Seeds.of(seed == null ? run.config().seed() : seed));
    bench.out().println("steps    " + run.training().steps());
    bench
        .out()
        .println(RunReport.evaluation(evaluation.mean(), evaluation.std(), evaluation.episodes()));
    return 0;
  }
}
