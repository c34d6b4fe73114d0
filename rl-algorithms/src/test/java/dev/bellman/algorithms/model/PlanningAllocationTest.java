package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What planning allocates once it is warm: nothing. Each case has a JVM of its own. */
class PlanningAllocationTest {
  private static final int ROUNDS = 50_000;
  private static final int HORIZON = 3;
  private static final int ROWS = 2;

  @ParameterizedTest
  @ValueSource(strings = {"cem", "random-shooting"})
  void nothing_is_allocated(String search) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                PlanningAllocationTest.class.getName(),
                search)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the warning about that module
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip()).isEqualTo("0 bytes");
  }

  /** Prints the least that any round allocates. */
  public static void main(String[] arguments) {
    Search search = arguments[0].equals("cem") ? new Cem(20, 4, 3, 0.1, 0) : new RandomShooting(20);
    Mpc mpc =
        new Mpc(
            1,
            Box.uniform(1, -1, 1),
            HORIZON,
            search,
            PlanningAllocationTest::returns,
            Seeds.of(0).stream("plan"));
    float[] observations = {0.5f, -0.5f};
    float[] actions = new float[ROWS];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      mpc.act(observations, ROWS, actions);
      mpc.episodeEnded(1);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(least + " bytes");
  }

  private static void returns(
      float[] observations, int at, int count, float[] sequences, double[] out) {
    for (int i = 0; i < count; i++) {
      float difference = sequences[i * HORIZON] - observations[at];
      out[i] = i % 7 == 0 ? Double.NaN : -difference * difference;
    }
  }
}
