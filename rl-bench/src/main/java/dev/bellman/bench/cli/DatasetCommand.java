package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Histogram;
import dev.bellman.core.experience.Dataset;
import dev.bellman.envs.dataset.DatasetFile;
import dev.bellman.envs.dataset.DatasetStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl dataset}: what there is in a dataset. */
@Command(
    name = "dataset",
    description = {
      "Prints the figures of a dataset: rl dataset FILE.",
      "rl dataset mix and rl dataset convert make new ones."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DatasetCommand implements Callable<Integer> {
  private static final int BINS = 40;

  private final Workbench bench;

  // not required: picocli would ask for it before mix and convert, too
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A dataset: safetensors of rl collect, or HDF5 of Minari or D4RL.")
  private Path file;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Also draws how many episodes have which return.")
  private Path png;

  DatasetCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() throws IOException {
    if (file == null) {
      throw new UsageException("Name a dataset, as in rl dataset FILE: see rl dataset --help");
    }
    Dataset dataset = DatasetFile.read(file);
    DatasetReport.print(dataset, bench.out());
    if (png != null) {
      Files.write(png, picture(dataset));
      bench.out().println("picture  " + png);
    }
    return 0;
  }

  private byte[] picture(Dataset dataset) {
    DatasetStatistics figures = DatasetStatistics.of(dataset);
    return new Chart(
            dataset.origin().environment() + ", " + dataset.origin().behaviour(),
            "episode return",
            "episodes")
        .histogram(Histogram.of(figures.returns(), BINS))
        .png();
  }
}
