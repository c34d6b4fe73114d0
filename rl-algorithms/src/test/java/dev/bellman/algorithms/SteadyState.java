package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.bellman.core.training.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What work allocates once it is warm. Each case has a JVM of its own: vectors are objects until
 * they are compiled, and what is compiled how depends on all that a JVM has run before.
 */
public final class SteadyState {
  /** Of all threads of a JVM, so that it does not matter what else the machine has to do. */
  private static final Duration WARM = Duration.ofSeconds(60);

  /** More steps than a machine makes until it is warm, however busy it is. */
  public static final long MANY = 1_000_000_000;

  private SteadyState() {}

  /** Runs {@code test}'s main method, which is to call {@link #print}, and expects nothing. */
  public static void assertNothingIsAllocated(Class<?> test, String what)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                test.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the warning about that module
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(what + ": " + output).isZero();
    assertThat(output.strip()).as(what).isEqualTo("0 bytes");
  }

  /**
   * Prints the least that any round allocates. Rounds are bounded by the processors' time, not by
   * their number: short ones are over by the thousand before the compiler's queue is empty.
   */
  public static void print(Runnable round) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long least = Long.MAX_VALUE;
    while (least > 0 && process.getProcessCpuTime() < WARM.toNanos()) {
      long before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(least + " bytes");
  }

  /** A piece of a training a round; what is over before it is warm is an error. */
  public static Runnable pieces(Training training, long steps) {
    return () -> {
      if (!training.advance(steps)) {
        throw new IllegalStateException("there is no piece left");
      }
    };
  }
}
