package dev.bellman.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How fast something goes that is done again and again, from the first time on: in windows of a
 * quarter of a second, so that it can be told how long it took to become fast.
 */
public final class Pace {
  private static final double WINDOW_SECONDS = 0.25;
  private static final double STILL_FASTER = 1.05;
  private static final double STILL_COMPILING = 0.02;

  private final LongSupplier nanoTime;
  private final LongSupplier millisecondsCompiled;
  private final long start;
  private final List<Window> windows = new ArrayList<>();

  /** So many times a second until this time after the start. */
  private record Window(double rate, double untilSeconds) {}

  /**
   * Begins now.
   *
   * @param nanoTime the clock, in nanoseconds from any origin
   * @param millisecondsCompiled how long the JIT compiler has worked
   */
  public Pace(LongSupplier nanoTime, LongSupplier millisecondsCompiled) {
    this.nanoTime = nanoTime;
    this.millisecondsCompiled = millisecondsCompiled;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Does it until the last second was hardly faster than the one before, by at most a twentieth,
   * and the compiler worked for at most a fiftieth of it: until then it takes a core, and what it
   * has not reached is slow.
   *
   * @param atLeast seconds that it goes on anyway
   * @param atMost seconds after which it ends anyway
   * @return how many times a second in the last one
   */
  public double warmUp(Runnable once, double atLeast, double atMost) {
    long from = nanoTime.getAsLong();
    double before;
    double rate = 0;
    double seconds = 0;
    boolean warming;
    do {
      before = rate;
      double secondsBefore = seconds;
      long compiledBefore = millisecondsCompiled.getAsLong();
      rate = measure(once, 1);
      seconds = (nanoTime.getAsLong() - from) * 1e-9;
      double compiled = (millisecondsCompiled.getAsLong() - compiledBefore) * 1e-3;
      warming =
          rate > STILL_FASTER * before || compiled > STILL_COMPILING * (seconds - secondsBefore);
    } while (seconds < atLeast || (warming && seconds < atMost));
    return rate;
  }

  /**
   * Does it for so long, at least once.
   *
   * @return how many times a second
   */
  public double measure(Runnable once, double seconds) {
    long from = nanoTime.getAsLong();
    long now = from;
    long windowFrom = from;
    long count = 0;
    long windowCount = 0;
    do {
      once.run();
      count++;
      windowCount++;
      now = nanoTime.getAsLong();
      boolean over = now - from >= seconds * 1e9;
      if (over || now - windowFrom >= WINDOW_SECONDS * 1e9) {
        windows.add(new Window(rate(windowCount, now - windowFrom), (now - start) * 1e-9));
        windowFrom = now;
        windowCount = 0;
      }
    } while (now - from < seconds * 1e9);
    return rate(count, now - from);
  }

  private static double rate(long count, long nanos) {
    return count / (nanos * 1e-9);
  }

  /**
   * The time from the start to the end of the first window that was as fast as that.
   *
   * @param rate times a second
   * @return seconds; NaN if no window was
   */
  public double secondsUntil(double rate) {
    for (Window window : windows) {
      if (window.rate >= rate) {
        return window.untilSeconds;
      }
    }
    return Double.NaN;
  }
}
