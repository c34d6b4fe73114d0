package dev.bellman.bench.cli;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.model.ModelError;
import dev.bellman.algorithms.model.Modelled;
import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.plot.Band;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl model-error}: how far a run's model strays from the world. */
@Command(
    name = "model-error",
    description =
        "Measures how far rollouts of a run's model stray from the world, step by step, in episodes"
            + " of the run's policy: a table on standard output and a picture.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelErrorCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(paramLabel = "DIR", description = "The folder of a run that learned a model.")
  private Path path;

  @Option(names = "--episodes", paramLabel = "N", description = "How many (default 5).")
  private int episodes = 5;

  @Option(
      names = "--length",
      paramLabel = "H",
      description = "The longest rollouts, in steps (default 30).")
  private int length = 30;

  @Option(names = "--seed", paramLabel = "S", description = "Of the episodes (default 0).")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "A PNG file.")
  private Path out;

  ModelErrorCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() throws IOException {
    var run = TrainingRun.restore(RunFolder.existing(path), bench.algorithms());
    String pair = run.config().algorithm() + " in " + run.config().environment();
    if (!(run.training() instanceof OffPolicy training
        && training.learner() instanceof Modelled learner)) {
      throw new UsageException("The run in " + path + " is one of " + pair + ": it has no model");
    }
    List<ModelError> errors;
    try {
      errors =
          ModelError.of(
              learner.model(),
              run.policy(),
              run.environments()::make,
              episodes,
              length,
              Seeds.of(seed));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    bench.out().println("length,low,median,high,disagreement");
    for (ModelError e : errors) {
      bench
          .out()
          .println(
              e.length()
                  + ","
                  + e.low()
                  + ","
                  + e.median()
                  + ","
                  + e.high()
                  + ","
                  + e.disagreement());
    }
    Files.write(out, picture(pair, errors));
    bench.err().println("picture  " + out);
    return 0;
  }

  private static byte[] picture(String pair, List<ModelError> errors) {
    Curve median = curve(errors, ModelError::median);
    Band band =
        new Band(median, curve(errors, ModelError::low).y(), curve(errors, ModelError::high).y());
    return new Chart(
            "Model error of " + pair,
            "rollout length in steps",
            "error of the state in standard deviations")
        .band("median rollout (band: 10 % to 90 %)", band)
        .line("disagreement of the elites", curve(errors, ModelError::disagreement))
        .png();
  }

  private static Curve curve(List<ModelError> errors, ToDoubleFunction<ModelError> value) {
    return new Curve(
        errors.stream().mapToDouble(ModelError::length).toArray(),
        errors.stream().mapToDouble(value).toArray());
  }
}
