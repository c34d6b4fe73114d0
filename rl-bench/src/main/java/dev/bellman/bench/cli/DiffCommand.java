package dev.bellman.bench.cli;

import dev.bellman.bench.run.Checkpoints;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rl diff}: whether two runs ended in the same state. */
@Command(
    name = "diff",
    description = "Names the first checkpoint, array and element in which two runs differ.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a run.")
  private Path left;

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder of another run.")
  private Path right;

  DiffCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    Optional<String> difference = Checkpoints.difference(left, right);
    bench.out().println(difference.orElse("equal"));
    return difference.isPresent() ? 1 : 0;
  }
}
