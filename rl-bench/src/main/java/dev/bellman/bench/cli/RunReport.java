package dev.bellman.bench.cli;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import java.io.PrintStream;

/** The last lines of a run. */
final class RunReport {
  private RunReport() {}

  static void print(Summary summary, RunFolder folder, PrintStream out) {
    out.println(
        evaluation(
            summary.figure("evalReturnMean"),
            summary.figure("evalReturnStd"),
            (int) summary.figure("evalEpisodes")));
    double value = summary.figure("startValue");
    if (!Double.isNaN(value)) {
      long iterations = (long) summary.figure("iterations");
      out.println("value    " + value + " at the start, after " + iterations + " iterations");
    }
    out.println("speed    " + Math.round(summary.figure("stepsPerSecond")) + " steps/s");
    out.println("folder   " + folder.path());
    out.println("picture  " + folder.curve());
  }

  static String evaluation(double mean, double std, int episodes) {
    return "return   "
        + Numbers.figure(mean)
        + " ± "
        + Numbers.figure(std)
        + " over "
        + episodes
        + (episodes == 1 ? " episode" : " episodes");
  }
}
