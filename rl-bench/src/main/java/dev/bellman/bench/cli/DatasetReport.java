package dev.bellman.bench.cli;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.plot.Histogram;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import dev.bellman.envs.dataset.DatasetFile;
import dev.bellman.envs.dataset.DatasetStatistics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** What is said of a dataset. */
final class DatasetReport {
  private static final int BINS = 12;
  private static final int BAR = 40;

  private DatasetReport() {}

  /** Checks the name of a file that is to be written. */
  static void checkName(Path file) {
    try {
      DatasetFile.checkName(file);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** The last lines of whoever has written one. */
  static void written(Dataset dataset, Path file, PrintStream out) {
    DatasetStatistics figures = DatasetStatistics.of(dataset);
    steps(figures, out);
    returns(figures, out);
    out.println("file     " + file);
  }

  /** All figures of one. */
  static void print(Dataset dataset, PrintStream out) {
    DatasetStatistics figures = DatasetStatistics.of(dataset);
    Dataset.Origin origin = dataset.origin();
    out.println("from     " + origin.environment() + ", acted by " + origin.behaviour());
    steps(figures, out);
    returns(figures, out);
    out.println(
        "         from "
            + Numbers.figure(figures.lowestReturn())
            + " to "
            + Numbers.figure(figures.highestReturn()));
    histogram(Histogram.of(figures.returns(), BINS), out);
    out.println("length   " + Numbers.figure(figures.lengthMean()) + " steps in the mean");
    out.println(
        "reward   from "
            + Numbers.figure(figures.lowestReward())
            + " to "
            + Numbers.figure(figures.highestReward()));
    out.println("actions  " + described(origin.actionSpace()));
    out.println("observed " + described(origin.observationSpace()));
    for (int i = 0; i < dataset.observationSize(); i++) {
      out.println(
          "         obs"
              + i
              + "  "
              + Numbers.figure(figures.observationMean()[i])
              + " ± "
              + Numbers.figure(figures.observationStd()[i]));
    }
  }

  private static void steps(DatasetStatistics figures, PrintStream out) {
    out.println(
        "steps    "
            + figures.steps()
            + " in "
            + figures.episodes()
            + (figures.episodes() == 1 ? " episode: " : " episodes: ")
            + figures.terminated()
            + " terminated, "
            + figures.truncated()
            + " truncated, "
            + figures.cut()
            + " cut");
  }

  private static void returns(DatasetStatistics figures, PrintStream out) {
    out.println(
        RunReport.evaluation(figures.returnMean(), figures.returnStd(), figures.episodes()));
  }

  /** A line a bin: from where on, a bar, and how many episodes have such a return. */
  private static void histogram(Histogram returns, PrintStream out) {
    int most = Arrays.stream(returns.counts()).max().orElseThrow();
    for (int i = 0; i < returns.counts().length; i++) {
      int count = returns.counts()[i];
      int bar = (int) Math.ceil((double) BAR * count / most);
      out.println(
          String.format(
              Locale.ROOT,
              "         %8s  %s %d",
              Numbers.figure(returns.edges()[i]),
              "█".repeat(bar),
              count));
    }
  }

  private static String described(Space space) {
    return space instanceof Box box && box.size() > 4
        ? "Box of " + box.size() + " components"
        : space.toString();
  }
}
