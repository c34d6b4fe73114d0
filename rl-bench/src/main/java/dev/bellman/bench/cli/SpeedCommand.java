package dev.bellman.bench.cli;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.jmh.FmaCeiling;
import dev.bellman.bench.run.Pace;
import dev.bellman.bench.run.Speed;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl speed}: gradient updates a second. */
@Command(
    name = "speed",
    description = {
      "Measures gradient updates a second on random data; the last line is ALGORITHM N updates/s,",
      "the line before it says how long after the first update 95 %% of that was reached.",
      "rl speed ceiling measures the multiply-adds that the cores can do at all."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SpeedCommand implements Callable<Integer> {
  private static final String CEILING = "ceiling";
  private static final double FULL_SPEED = 0.95;
  private static final double MOST_WARM_UP_SECONDS = 30;

  private final Workbench bench;

  @Parameters(paramLabel = "ALGORITHM", description = "What to measure, or ceiling.")
  private String algorithm;

  @Option(names = "--obs", paramLabel = "N", description = "Size of an observation (default 17).")
  private int observations = 17;

  @Option(names = "--act", paramLabel = "N", description = "Size of an action (default 6).")
  private int actions = 6;

  @Option(
      names = "--hidden",
      paramLabel = "N,N",
      split = ",",
      description = "Widths of the hidden layers (default 256,256).")
  private List<Integer> hidden = List.of(256, 256);

  @Option(names = "--batch", paramLabel = "N", description = "Rows an update (default 256).")
  private int batch = 256;

  @Option(names = "--threads", paramLabel = "T", description = "Default: one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--seconds", paramLabel = "S", description = "How long to count (default 5).")
  private double seconds = 5;

  SpeedCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    if (algorithm.equals(CEILING)) {
      for (int t = 1; t <= 2; t++) {
        long gflops = Math.round(FmaCeiling.measure(t, seconds / 2));
        bench
            .out()
            .println(CEILING + " " + t + (t == 1 ? " thread " : " threads ") + gflops + " GFLOP/s");
      }
      return 0;
    }
    for (int size : List.of(observations, actions, batch, threads)) {
      if (size < 1) {
        throw new UsageException("Sizes must be at least 1, but one is " + size);
      }
    }
    measure(speed().prepare(new Speed.Sizes(observations, actions, hidden, batch, threads)));
    return 0;
  }

  private Speed speed() {
    Map<String, Speed> speeds = bench.algorithms().speeds();
    if (!speeds.containsKey(algorithm)) {
      List<String> measurable = new ArrayList<>(List.of(CEILING));
      measurable.addAll(speeds.keySet());
      throw Names.unknown("algorithm to measure called", algorithm, measurable);
    }
    return speeds.get(algorithm);
  }

  /** Counts only when the JIT has done its work, which takes seconds: it shares the cores. */
  private void measure(Runnable update) {
    Pace pace = new Pace(System::nanoTime, SpeedCommand::millisecondsCompiled);
    double warm = pace.warmUp(update, seconds / 2, MOST_WARM_UP_SECONDS);
    bench.out().println("warmed up at " + rounded("%.1f", warm) + " updates/s");
    double full = pace.measure(update, seconds);
    double warmUp = pace.secondsUntil(FULL_SPEED * full);
    bench.out().println("95 % of full speed after " + rounded("%.2f", warmUp) + " s");
    bench.out().println(algorithm + " " + rounded("%.1f", full) + " updates/s");
  }

  /** What the JVM does not tell, or not compile, counts as none. */
  private static long millisecondsCompiled() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler.getTotalCompilationTime()
        : 0;
  }

  private static String rounded(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
