package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update allocates once it is warm: nothing. Each case has a JVM of its own. */
class NaturalGradientAllocationTest {
  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"NPG discrete", "NPG box", "TRPO discrete", "TRPO box"})
  void nothing_is_allocated(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                NaturalGradientAllocationTest.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the warning about that module
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip()).isEqualTo("0 bytes");
  }

  /** Prints the least that any update of one case allocates. */
  public static void main(String[] arguments) {
    String[] what = arguments[0].split(" ");
    Space actions = what[1].equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
    Map<String, Object> settings =
        Map.of(
            "environments", 3,
            "rolloutSteps", 11,
            "epochs", 2,
            "batchSize", 17, // the program changes its number of rows all the time
            "delta", 1e-6,
            "hidden", List.of(8));
    OnPolicyLearner learner =
        NaturalMethod.valueOf(what[0]).learner(4, actions, settings, Seeds.of(0));
    Rollout rollout = new Rollout(11, 3, 4, actions.size());
    Pcg64 random = Seeds.of(0).stream("rollout");
    for (int i = 0; i < rollout.size(); i++) {
      rollout.rewards()[i] = random.integers(5);
      rollout.actions()[i] = random.integers(2);
    }
    for (int i = 0; i < rollout.observations().length; i++) {
      rollout.observations()[i] = (float) random.nextGaussian();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      learner.update(rollout, 1);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(least + " bytes");
  }
}
