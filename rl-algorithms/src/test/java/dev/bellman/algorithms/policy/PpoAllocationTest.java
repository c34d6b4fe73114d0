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
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PpoAllocationTest {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Space> actions() {
    return Stream.of(new Discrete(3), Box.uniform(2, -1, 1));
  }

  private static Ppo.Config config(int environments, int steps, int minibatches) {
    return new Ppo.Config(
        environments,
        steps,
        2,
        minibatches,
        Schedule.linear(1e-4),
        0.99,
        0.95,
        Schedule.constant(0.2),
        0.2,
        0.01,
        0.5,
        0.5,
        Double.POSITIVE_INFINITY,
        List.of(32, 32));
  }

  /** The least that any of some rounds allocates: the JVM itself does so now and then. */
  private static long leastBytes(int rounds, Runnable round) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < rounds && least > 0; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      round.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      if (least == 0) System.err.println("rounds " + i);
    }
    return least;
  }

  @ParameterizedTest
  @MethodSource("actions")
  void acting_allocates_nothing(Space actions) {
    Ppo ppo = new Ppo(4, actions, config(8, 8, 4), Seeds.of(0));
    float[] observations = new float[8 * 4];
    float[] chosen = new float[8 * actions.size()];
    float[] logProbabilities = new float[8];
    float[] values = new float[8];
    Runnable act = () -> ppo.act(observations, 8, chosen, logProbabilities, values);

    assertThat(leastBytes(100_000, act)).as("bytes of act").isZero();
    assertThat(leastBytes(100_000, () -> ppo.values(observations, 8, values))).isZero();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void an_update_allocates_nothing(Space actions) {
    Ppo ppo = new Ppo(4, actions, config(8, 8, 4), Seeds.of(0));
    Rollout rollout = new Rollout(8, 8, 4, actions.size());
    for (int i = 0; i < rollout.size(); i++) {
      rollout.rewards()[i] = i % 5;
    }
    Arrays.fill(rollout.logProbabilities(), -1);

    assertThat(leastBytes(20_000, () -> ppo.update(rollout, 1))).as("bytes of update").isZero();
  }

  /** Uneven minibatches: the programs change their number of rows all the time. */
  @ParameterizedTest
  @ValueSource(strings = {"CartPole-v1", "Pendulum-v1"})
  void the_loop_allocates_nothing(String environment) {
    Training training =
        environment.startsWith("CartPole")
            ? Ppo.on(
                () -> Environments.make(environment, Discrete.class),
                config(5, 10, 4),
                Seeds.of(0))
            : Ppo.on(
                () -> Environments.make(environment, Box.class), config(5, 10, 4), Seeds.of(0));

    assertThat(leastBytes(20_000, () -> training.advance(1_000_000)))
        .as("bytes of a piece")
        .isZero();
  }
}
