package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What acting, updates and the loop allocate once they are warm: nothing.
 *
 * <p>Each case has a JVM of its own: vectors are objects until they are compiled, and what is
 * compiled how depends on all that a JVM has run before.
 */
class PpoAllocationTest {
  private static final int ROUNDS = 50_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "act discrete",
        "act box",
        "update discrete",
        "update box",
        "loop CartPole-v1",
        "loop Pendulum-v1"
      })
  void nothing_is_allocated(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                PpoAllocationTest.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the warning about that module
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip()).isEqualTo("0 bytes");
  }

  /** Prints the least that any round of one case allocates. */
  public static void main(String[] arguments) {
    String[] what = arguments[0].split(" ");
    Runnable round =
        switch (what[0]) {
          case "act" -> act(space(what[1]));
          case "update" -> update(space(what[1]));
          default -> loop(what[1]);
        };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(least + " bytes");
  }

  private static Space space(String name) {
    return name.equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
  }

  private static Runnable act(Space actions) {
    Ppo ppo = new Ppo(4, actions, config(), Seeds.of(0));
    float[] observations = new float[3 * 4];
    float[] chosen = new float[3 * actions.size()];
    float[] logProbabilities = new float[3];
    float[] values = new float[3];
    return () -> {
      ppo.act(observations, 3, chosen, logProbabilities, values);
      ppo.values(observations, 3, values);
    };
  }

  private static Runnable update(Space actions) {
    Ppo ppo = new Ppo(4, actions, config(), Seeds.of(0));
    Rollout rollout = new Rollout(11, 3, 4, actions.size());
    for (int i = 0; i < rollout.size(); i++) {
      rollout.rewards()[i] = i % 5;
      rollout.logProbabilities()[i] = -1;
    }
    return () -> ppo.update(rollout, 1);
  }

  private static Runnable loop(String environment) {
    Training training =
        environment.equals("CartPole-v1")
            ? Ppo.on(() -> Environments.make(environment, Discrete.class), config(), Seeds.of(0))
            : Ppo.on(() -> Environments.make(environment, Box.class), config(), Seeds.of(0));
    return () -> training.advance(100_000_000);
  }

  /** 33 rows in two minibatches: the program changes its number of rows all the time. */
  private static Ppo.Config config() {
    return new Ppo.Config(
        3,
        11,
        2,
        2,
        Schedule.linear(1e-4),
        0.99,
        0.95,
        Schedule.constant(0.2),
        0.2,
        0.01,
        0.5,
        0.5,
        Double.POSITIVE_INFINITY,
        List.of(8));
  }
}
