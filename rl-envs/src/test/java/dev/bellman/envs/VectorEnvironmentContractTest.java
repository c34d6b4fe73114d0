package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.space.Discrete;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A vector environment over real environments. */
class VectorEnvironmentContractTest {
  private final VectorEnvironment<Discrete> environments = cartPoles();
  private final float[] actions = {0, 1, 1};

  @Test
  void eachRowIsWhatASingleEnvironmentWouldShow() {
    environments.reset(7);
    List<Environment<Discrete>> singles =
        Stream.generate(() -> Environments.make("CartPole-v1", Discrete.class)).limit(3).toList();
    float[] expected = new float[12];
    float[] finals = new float[12];
    for (int i = 0; i < 3; i++) {
      singles.get(i).reset(7 + i, expected, 4 * i);
    }
    assertThat(environments.observations()).isEqualTo(expected);

    for (int t = 0; t < 100; t++) {
      environments.step(actions);
      for (int i = 0; i < 3; i++) {
        Environment<Discrete> single = singles.get(i);
        single.step(actions, i, expected, 4 * i);
        System.arraycopy(expected, 4 * i, finals, 4 * i, 4);
        if (single.terminated() || single.truncated()) {
          single.reset(expected, 4 * i);
        }
      }
      assertThat(environments.observations()).isEqualTo(expected);
      assertThat(environments.finalObservations()).isEqualTo(finals);
    }
  }

  @Test
  void aRestoredStateGoesOnBitForBit() {
    environments.reset(7);
    steps(environments, 25);
    InMemoryState state = new InMemoryState();
    environments.save(state);
    VectorEnvironment<Discrete> twin = cartPoles();
    twin.load(state);
    assertThat(twin.observations()).isEqualTo(environments.observations());

    for (int t = 0; t < 50; t++) {
      steps(environments, 1);
      steps(twin, 1);
      assertThat(twin.observations()).isEqualTo(environments.observations());
      assertThat(twin.finalObservations()).isEqualTo(environments.finalObservations());
      assertThat(twin.terminated()).isEqualTo(environments.terminated());
    }
  }

  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    environments.reset(7);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      steps(environments, 1_000);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private void steps(VectorEnvironment<Discrete> stepped, int times) {
    for (int t = 0; t < times; t++) {
      stepped.step(actions);
    }
  }

  private static VectorEnvironment<Discrete> cartPoles() {
    return new VectorEnvironment<>(
        Stream.generate(() -> Environments.make("CartPole-v1", Discrete.class)).limit(3).toList());
  }
}
