package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Variant;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What adding, sampling, updating and acting allocate once they are warm: nothing. The learners of
 * action values do all that in the loop, whose pieces have 25 steps of four environments each.
 *
 * <p>Each case has a JVM of its own: vectors are objects until they are compiled, and what is
 * compiled how depends on all that a JVM has run before.
 */
class OffPolicyAllocationTest {
  private static final int ROUNDS = 50_000;
  private static final int OBSERVATION = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "td3",
        "sac",
        "DQN",
        "N_STEP",
        "PRIORITIZED",
        "DUELING",
        "DOUBLE_DQN",
        "TWO_NETWORK_DOUBLE_DQN",
        "FQI"
      })
  void nothing_is_allocated(String algorithm) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                OffPolicyAllocationTest.class.getName(),
                algorithm)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the warning about that module
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip()).isEqualTo("0 bytes");
  }

  /** Prints the least that any round of two updates allocates: TD3's second one is a longer one. */
  public static void main(String[] arguments) {
    Runnable round = round(arguments[0]);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      round.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(least + " bytes");
  }

  private static Runnable round(String algorithm) {
    return Character.isUpperCase(algorithm.charAt(0))
        ? loop(Variant.valueOf(algorithm))
        : alone(algorithm);
  }

  private static Runnable loop(Variant variant) {
    Variant.Settings settings =
        new Variant.Settings(
            new OffPolicy.Config(4, 400, 100, 1, 2),
            Schedule.ramp(1, 0.1, 0.5),
            Schedule.linear(1e-4),
            11,
            0.99,
            3,
            List.of(8));
    Training training =
        variant.training(
            () -> Environments.make("CartPole-v1", Discrete.class), settings, Seeds.of(0));
    return () -> training.advance(100_000_000);
  }

  private static Runnable alone(String algorithm) {
    int actionSize = 2;
    ReplayBuffer buffer = new ReplayBuffer(100, OBSERVATION, actionSize);
    Replay replay = new Replay(buffer, new UniformIndices(Pcg64.of(1)), new OneStep(0.99));
    float[] observations = new float[3 * OBSERVATION];
    float[] actions = new float[3 * actionSize];
    double[] rewards = {1, -1, 0};
    boolean[] terminated = {false, true, false};
    boolean[] truncated = new boolean[3];
    Runnable learning = learner(algorithm, replay, observations, actions);
    return () -> {
      buffer.add(3, observations, actions, rewards, terminated, truncated, observations);
      learning.run();
    };
  }

  private static Runnable learner(
      String algorithm, Replay replay, float[] observations, float[] actions) {
    Schedule rate = Schedule.linear(1e-4);
    List<Integer> hidden = List.of(8);
    Box box = new Box(new float[] {-2, 0}, new float[] {2, 1});
    switch (algorithm) {
      case "td3" -> {
        Td3.Config config =
            Variation.of(
                Td3.Config.defaults(),
                Map.of("learningRate", rate, "batchSize", 11, "hidden", hidden));
        Td3 td3 = new Td3(OBSERVATION, box, config, Seeds.of(0));
        Policy greedy = td3.greedy();
        return () -> {
          td3.act(observations, 3, 0.5, actions);
          greedy.act(observations, 3, actions);
          td3.update(replay, 0.5);
        };
      }
      default -> {
        Sac.Config config =
            Variation.of(
                Sac.Config.defaults(),
                Map.of("learningRate", rate, "batchSize", 11, "hidden", hidden));
        Sac sac = new Sac(OBSERVATION, box, config, Seeds.of(0));
        Policy greedy = sac.greedy();
        return () -> {
          sac.act(observations, 3, 0.5, actions);
          greedy.act(observations, 3, actions);
          sac.update(replay, 0.5);
        };
      }
    }
  }
}
