package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.envs.dataset.DatasetFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl dataset mix}: several datasets as one. */
@Command(
    name = "mix",
    description = "Writes the episodes of several datasets of one environment as one, in order.",
    mixinStandardHelpOptions = true)
final class DatasetMixCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Datasets.")
  private List<Path> files;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "A file that ends in .safetensors, or in .hdf5 for Minari's layout.")
  private Path out;

  DatasetMixCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    DatasetReport.checkName(out);
    List<Dataset> parts = files.stream().map(DatasetFile::read).toList();
    Dataset.Origin first = parts.getFirst().origin();
    Set<String> behaviours = new LinkedHashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      Dataset.Origin origin = parts.get(i).origin();
      checkSame("environment", first.environment(), origin.environment(), i);
      checkSame("observations", first.observationSpace(), origin.observationSpace(), i);
      checkSame("actions", first.actionSpace(), origin.actionSpace(), i);
      behaviours.add(origin.behaviour());
    }
    DatasetBuilder builder =
        new DatasetBuilder(
            new Dataset.Origin(
                first.environment(),
                first.observationSpace(),
                first.actionSpace(),
                String.join(" + ", behaviours)));
    parts.forEach(builder::add);
    Dataset mixture = builder.build();
    DatasetFile.write(mixture, out);
    DatasetReport.written(mixture, out, bench.out());
    return 0;
  }

  private void checkSame(String what, Object first, Object other, int i) {
    if (!first.equals(other)) {
      throw new UsageException(
          "Only datasets of one environment can be mixed, but the "
              + what
              + " of "
              + files.getFirst()
              + " and "
              + files.get(i)
              + " are "
              + first
              + " and "
              + other);
    }
  }
}
