package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.run.EnvironmentFactory;
import dev.bellman.bench.run.Worlds;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.envs.dataset.DatasetFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl dataset convert}: a dataset in another format. */
@Command(
    name = "convert",
    description = "Writes a dataset in the format of another file's name.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DatasetConvertCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(paramLabel = "FILE", description = "A dataset.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "A file that ends in .safetensors, or in .hdf5 for Minari's layout.")
  private Path out;

  @Option(
      names = "--environment",
      paramLabel = "ENVIRONMENT",
      description = "One of rl list, whose name and spaces the file does not say.")
  private String id;

  @Option(
      names = "--d4rl",
      description = "Writes the flat HDF5 of D4RL, which says nothing of environment and spaces.")
  private boolean d4rl;

  DatasetConvertCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    DatasetReport.checkName(out);
    if (d4rl && out.toString().endsWith(".safetensors")) {
      throw new UsageException("D4RL's layout is HDF5: end the name of --out in .hdf5");
    }
    Dataset dataset = id == null ? DatasetFile.read(file) : read(Worlds.factory(id, Map.of()));
    if (d4rl) {
      DatasetFile.writeD4rl(dataset, out);
    } else {
      DatasetFile.write(dataset, out);
    }
    DatasetReport.written(dataset, out, bench.out());
    return 0;
  }

  private Dataset read(EnvironmentFactory environments) {
    Environment<?> environment = environments.make();
    return DatasetFile.read(file, id, environment.observationSpace(), environment.actionSpace());
  }
}
