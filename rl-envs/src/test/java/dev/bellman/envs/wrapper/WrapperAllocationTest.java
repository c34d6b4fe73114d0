package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.Pendulum;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrapperAllocationTest {

  static Stream<Named<Environment<Box>>> all() {
    return Stream.<Environment<Box>>of(
            new ClipAction(new Pendulum(10)),
            new RescaleAction(new Pendulum(10), -1, 1),
            new NormalizeObservations<>(new Pendulum(10)),
            new NormalizeRewards<>(new Pendulum(10), 0.99),
            new FrameStack<>(new Pendulum(10), 4),
            new RecordEpisodes<>(new Pendulum(10)))
        .map(environment -> Named.of(environment.getClass().getSimpleName(), environment));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStepAllocatesNothing(Environment<Box> environment) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] observation = new float[environment.observationSpace().size()];
    float[] action = {0.5f};
    environment.reset(1, observation, 0);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        environment.step(action, 0, observation, 0);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes in 1 000 steps").isZero();
  }
}
