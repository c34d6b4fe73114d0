package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.envs.Environments;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a thousand steps with their updates allocate once arrays have grown: nothing. */
class TabularAllocationTest {
  private static final int PIECES = 2000;

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocated(Method method) {
    Method.Settings settings =
        new Method.Settings(new StepSize.Visits(0.8), 0.95, Schedule.linear(0.9), 60);
    TabularTraining training =
        method.on(Environments.make("FrozenLake-v1", Discrete.class), settings, Seeds.of(1));
    Policy greedy = training.greedy();
    float[] observations = {0, 3, 8};
    float[] actions = new float[3];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < PIECES && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      training.advance(PIECES * 1000L);
      greedy.act(observations, 3, actions);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).as("bytes").isZero();
  }
}
