package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.Progress;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import dev.bellman.bench.run.TrainingRun;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Runs of an experiment, several at a time. */
final class Jobs {
  private Jobs() {}

  /**
   * A run.
   *
   * @param config what it depends on
   * @param folder where it is, or will be
   */
  record Job(RunConfig config, RunFolder folder) {

    /** Whether this very run is there. */
    boolean isFinished() {
      return Files.exists(folder.summary()) && folder.readConfig().equals(config);
    }

    /** The result of a run that is there. */
    Summary summary() {
      return folder.readSummary().orElseThrow();
    }
  }

  /** Makes those that are missing, so many at a time, with a line for each. */
  static void run(List<Job> jobs, Algorithms algorithms, int atOnce, PrintStream log) {
    Map<Boolean, List<Job>> finished =
        jobs.stream().collect(Collectors.partitioningBy(Job::isFinished));
    List<Job> missing = finished.get(false);
    long old = finished.get(true).stream().filter(job -> !job.summary().isOfThisBuild()).count();
    if (old > 0) {
      log.println(
          old
              + " of "
              + jobs.size()
              + " runs are of another version of Bellman and stay as they are; delete their folders"
              + " to make them again");
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(atOnce)) {
      List<Future<Summary>> finishing =
          missing.stream().map(job -> executor.submit(() -> train(job, algorithms))).toList();
      for (int i = 0; i < missing.size(); i++) {
        Summary summary = get(finishing.get(i), executor);
        log.println(
            (i + 1)
                + " of "
                + missing.size()
                + ": "
                + missing.get(i).folder.path()
                + ", return "
                + Numbers.figure(summary.figure("evalReturnMean"))
                + " in "
                + Numbers.figure(summary.figure("steps"))
                + " steps");
      }
    }
  }

  private static Summary train(Job job, Algorithms algorithms) {
    boolean begun = Files.exists(job.folder.config()) && job.folder.readConfig().equals(job.config);
    return begun
        ? TrainingRun.resume(job.config, job.folder, algorithms, Progress.NONE)
        : TrainingRun.start(
            job.config, RunFolder.chosen(job.folder.path(), true), algorithms, Progress.NONE);
  }

  private static Summary get(Future<Summary> future, ExecutorService executor) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      executor.shutdownNow();
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Results: interrupted", e);
    }
  }
}
