package dev.bellman.bench.cli;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.run.Progress;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with steps a second, the time left and the latest return, for terminals. */
final class BarProgress implements Progress {
  private static final int INTERVAL_MILLIS = 200;
  private static final int WIDTH = 110;

  private final String task;
  private final PrintStream out;
  private ProgressBar bar;

  BarProgress(String task, PrintStream out) {
    this.task = task;
    this.out = out;
  }

  @Override
  public void note(String sentence) {
    out.println(task + ": " + sentence);
  }

  @Override
  public void started(long done, long total) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(done, Duration.ZERO)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .showSpeed()
            .build();
  }

  @Override
  public void advanced(long steps, double latestReturn) {
    bar.stepTo(steps);
    if (!Double.isNaN(latestReturn)) {
      bar.setExtraMessage(" return " + Numbers.figure(latestReturn));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
