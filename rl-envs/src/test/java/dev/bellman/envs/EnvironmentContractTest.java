package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered environment has to do, whatever its world is. */
class EnvironmentContractTest {
  private static final int STEPS = 50;

  /** Makes a fresh environment. */
  @FunctionalInterface
  interface Maker {
    Environment<?> make();
  }

  static Stream<Named<Maker>> all() {
    return Environments.all().stream()
        .flatMap(
            spec ->
                "discrete".equals(spec.options().get("actions"))
                    ? Stream.of(
                        named(spec.id(), Map.of()), named(spec.id(), Map.of("actions", "box")))
                    : Stream.of(named(spec.id(), Map.of())));
  }

  private static Named<Maker> named(String id, Map<String, String> options) {
    return Named.of(id + " " + options, () -> Environments.make(id, options));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedGivesTheSameBits(Maker maker) {
    assertThat(new Walk(maker.make(), 3).trace(STEPS))
        .isEqualTo(new Walk(maker.make(), 3).trace(STEPS));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSeededResetForgetsEverythingBefore(Maker maker) {
    Environment<?> environment = maker.make();
    new Walk(environment, 8).trace(7);

    assertThat(new Walk(environment, 3).trace(STEPS))
        .isEqualTo(new Walk(maker.make(), 3).trace(STEPS));
  }

  @ParameterizedTest
  @MethodSource("all")
  void anUnseededEnvironmentStartsLikeSeed0(Maker maker) {
    Environment<?> unseeded = maker.make();
    Environment<?> seeded = maker.make();
    float[] one = new float[unseeded.observationSpace().size()];
    float[] other = one.clone();
    unseeded.reset(one, 0);
    seeded.reset(0, other, 0);

    assertThat(one).isEqualTo(other);
  }

  @ParameterizedTest
  @MethodSource("all")
  void observationsAreInTheirSpaceAndRewardsAreFinite(Maker maker) {
    Walk walk = new Walk(maker.make(), 5);
    for (int i = 0; i < 500; i++) {
      walk.step();
      assertThat(walk.environment.observationSpace().contains(walk.observation, 0))
          .as("%s after step %d", Arrays.toString(walk.observation), i)
          .isTrue();
      assertThat(walk.reward).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void onlyTheCallersRowIsWritten(Maker maker) {
    Environment<?> environment = maker.make();
    int size = environment.observationSpace().size();
    float[] rows = new float[size + 2];
    Arrays.fill(rows, Float.NaN);
    float[] actions = {Float.NaN, 0, Float.NaN};
    environment.reset(1, rows, 1);
    environment.step(actions, 1, rows, 1);

    assertThat(rows[0]).isNaN();
    assertThat(rows[size + 1]).isNaN();
    assertThat(Arrays.copyOfRange(rows, 1, size + 1)).doesNotContain(Float.NaN);
    assertThat(actions).containsExactly(Float.NaN, 0, Float.NaN);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRestoredStateGoesOnBitForBit(Maker maker) {
    for (int before = 0; before < 12; before++) {
      Walk walk = new Walk(maker.make(), 11);
      walk.trace(before);
      InMemoryState state = new InMemoryState();
      walk.save(state);
      Walk twin = new Walk(maker.make(), 99);
      twin.load(state);

      assertThat(twin.trace(STEPS)).as("after %d steps", before).isEqualTo(walk.trace(STEPS));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStepOutOfTurnIsRefused(Maker maker) {
    Environment<?> environment = maker.make();
    float[] observation = new float[environment.observationSpace().size()];
    float[] action = new float[environment.actionSpace().size()];
    assertThatIllegalStateException()
        .isThrownBy(() -> environment.step(action, 0, observation, 0))
        .withMessageContaining("before the first step");

    environment.reset(1, observation, 0);
    for (int i = 0; i < 10_000 && !environment.terminated() && !environment.truncated(); i++) {
      environment.step(action, 0, observation, 0);
    }
    if (environment.terminated() || environment.truncated()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> environment.step(action, 0, observation, 0))
          .withMessageContaining("has ended");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anActionThatIsNoNumberIsRefused(Maker maker) {
    Environment<?> environment = maker.make();
    float[] observation = new float[environment.observationSpace().size()];
    float[] action = new float[environment.actionSpace().size()];
    Arrays.fill(action, Float.NaN);
    environment.reset(1, observation, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> environment.step(action, 0, observation, 0));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStepAllocatesNothing(Maker maker) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Walk walk = new Walk(maker.make(), 2);
    long least = Long.MAX_VALUE;
    // whatever the JVM allocates for itself now and then does not hit every round
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        walk.step();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes in 1 000 steps and the resets between them").isZero();
  }

  /** Random actions from a seed, with a reset after each end. */
  private static final class Walk {
    final Environment<?> environment;
    final float[] observation;
    double reward;
    private final float[] action;
    private final Pcg64 random;

    Walk(Environment<?> environment, long seed) {
      this.environment = environment;
      observation = new float[environment.observationSpace().size()];
      action = new float[environment.actionSpace().size()];
      random = Pcg64.of(seed);
      environment.reset(seed, observation, 0);
    }

    void step() {
      if (environment.terminated() || environment.truncated()) {
        environment.reset(observation, 0);
      }
      switch (environment.actionSpace()) {
        case Finite finite -> finite.write(random.integers(finite.n()), action, 0);
        case Box box -> {
          for (int i = 0; i < action.length; i++) {
            action[i] = (float) random.uniform(box.low(i), box.high(i));
          }
        }
      }
      reward = environment.step(action, 0, observation, 0);
    }

    /** All that can be seen in so many steps. */
    double[][] trace(int steps) {
      double[][] seen = new double[steps][observation.length + 3];
      for (double[] row : seen) {
        step();
        for (int i = 0; i < observation.length; i++) {
          row[i] = observation[i];
        }
        row[observation.length] = reward;
        row[observation.length + 1] = environment.terminated() ? 1 : 0;
        row[observation.length + 2] = environment.truncated() ? 1 : 0;
      }
      return seen;
    }

    void save(InMemoryState out) {
      out.put("environment", environment);
      out.put("random", random);
    }

    void load(InMemoryState in) {
      in.get("environment", environment);
      in.get("random", random);
    }
  }
}
