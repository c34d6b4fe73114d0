package dev.bellman.bench.cli;

import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Progress;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What the commands work with.
 *
 * @param algorithms those that can be trained
 * @param runs the folder in which runs without {@code --out} get theirs
 * @param out where results go
 * @param err where everything else goes
 * @param terminal whether {@code err} is a terminal, which can show a bar
 */
public record Workbench(
    Algorithms algorithms, Path runs, PrintStream out, PrintStream err, boolean terminal) {

  Progress progress(String task, boolean quiet) {
    if (quiet) {
      return Progress.NONE;
    }
    return terminal ? new BarProgress(task, err) : new LineProgress(task, err);
  }
}
