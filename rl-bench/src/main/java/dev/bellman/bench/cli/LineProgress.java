package dev.bellman.bench.cli;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.run.Progress;
import java.io.PrintStream;

/** A line every two seconds, for logs. */
final class LineProgress implements Progress {
  private static final long INTERVAL_NANOS = 2_000_000_000L;

  private final String task;
  private final PrintStream out;
  private long total;
  private long shownSteps;
  private long shown;

  LineProgress(String task, PrintStream out) {
    this.task = task;
    this.out = out;
  }

  @Override
  public void note(String sentence) {
    out.println(task + ": " + sentence);
  }

  @Override
  public void started(long done, long total) {
    this.total = total;
    shownSteps = done;
    shown = System.nanoTime();
    if (done < total) {
      out.println(task + ": step " + done + " of " + total);
    }
  }

  @Override
  public void advanced(long steps, double latestReturn) {
    long now = System.nanoTime();
    if (now - shown < INTERVAL_NANOS && steps < total) {
      return;
    }
    double speed = (steps - shownSteps) / Math.max((now - shown) * 1e-9, 1e-9);
    shown = now;
    shownSteps = steps;
    String line = task + ": step " + steps + " of " + total + ", " + Math.round(speed) + " steps/s";
    if (steps < total) {
      line += ", " + Math.round((total - steps) / Math.max(speed, 1e-9)) + " s left";
    }
    out.println(
        Double.isNaN(latestReturn) ? line : line + ", return " + Numbers.figure(latestReturn));
  }

  @Override
  public void close() {
    out.flush();
  }
}
