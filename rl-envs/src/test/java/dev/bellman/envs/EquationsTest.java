package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.envs.classic.MountainCarContinuous;
import dev.bellman.envs.classic.Pendulum;
import dev.bellman.envs.wrapper.ClipAction;
import dev.bellman.envs.wrapper.RecordEpisodes;
import dev.bellman.envs.wrapper.RescaleAction;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The equations of every registered environment that tells any say what its steps do. */
class EquationsTest {
  private static final int STEPS = 20_000;

  /** No step of theirs terminates. */
  private static final Set<String> ENDLESS = Set.of("LQR-v0", "Pendulum-v1");

  /** Theirs make scratch arrays. */
  private static final Set<String> ALLOCATING = Set.of("Acrobot-v1");

  /** Whether it terminates, and how to make it. */
  record World(boolean terminates, EnvironmentContractTest.Maker maker) {}

  static Stream<Named<World>> worlds() {
    Stream<Named<World>> registered = ids().map(id -> registered(id, Map.of("maxSteps", "1000")));
    Stream<Named<World>> options =
        Stream.of(
            registered("CartPole-v1", Map.of("suttonBartoReward", "true")),
            registered("MountainCar-v0", Map.of("goalVelocity", "0.02", "maxSteps", "1000")),
            registered("MountainCarContinuous-v0", Map.of("goalVelocity", "0.02")),
            registered("Pendulum-v1", Map.of("g", "1.62")));
    Stream<Named<World>> wrapped =
        Stream.of(
            Named.of(
                "clipped", new World(true, () -> new ClipAction(new MountainCarContinuous(0)))),
            Named.of(
                "rescaled", new World(false, () -> new RescaleAction(new Pendulum(10), -1, 1))),
            Named.of("recorded", new World(false, () -> new RecordEpisodes<>(new Pendulum(10)))));
    return Stream.of(registered, options, wrapped).flatMap(worlds -> worlds);
  }

  private static Stream<String> ids() {
    return Environments.all().stream()
        .map(EnvironmentSpec::id)
        .filter(id -> Environments.make(id).equations().isPresent());
  }

  private static Named<World> registered(String id, Map<String, String> options) {
    return Named.of(
        id + " " + options, new World(!ENDLESS.contains(id), () -> Environments.make(id, options)));
  }

  static Stream<String> frugal() {
    return ids().filter(id -> !ALLOCATING.contains(id));
  }

  @Test
  void theseTellTheirs() {
    assertThat(ids())
        .containsExactly(
            "Acrobot-v1",
            "CartPole-v1",
            "LQR-v0",
            "MountainCar-v0",
            "MountainCarContinuous-v0",
            "Pendulum-v1");
    assertThat(Environments.make("LQR-v0", Map.of("noise", "0.1")).equations()).isEmpty();
  }

  /** Actions from without the bounds, too, each held for a while: so that cars get to the goal. */
  private static final class Walk {
    final Environment<?> environment;
    final float[] before;
    final float[] action;
    final float[] after;
    private final Pcg64 random = Pcg64.of(17);
    private long held;

    Walk(Environment<?> environment) {
      this.environment = environment;
      before = new float[environment.observationSpace().size()];
      action = new float[environment.actionSpace().size()];
      after = before.clone();
      environment.reset(3, after, 0);
    }

    double step() {
      if (environment.terminated() || environment.truncated()) {
        environment.reset(after, 0);
      }
      System.arraycopy(after, 0, before, 0, before.length);
      if (held-- == 0) {
        held = random.integers(40);
        draw();
      }
      return environment.step(action, 0, after, 0);
    }

    private void draw() {
      switch (environment.actionSpace()) {
        case Finite finite -> finite.write(random.integers(finite.n()), action, 0);
        case Box box -> {
          for (int i = 0; i < action.length; i++) {
            float bound = Float.isFinite(box.high(i)) ? box.high(i) : 1;
            action[i] = (float) random.uniform(-1.5 * bound, 1.5 * bound);
          }
        }
      }
    }
  }

  /**
   * Observations are floats, and the rounding of one shows in the next: up to 2.7e-7, relative for
   * what is larger than 1, and up to 1.2e-7 in rewards. At the border where episodes end, rounding
   * decides in one step of many millions: none of them is on this walk.
   */
  @ParameterizedTest
  @MethodSource("worlds")
  void saysWhatAStepDoes(World world) {
    Walk walk = new Walk(world.maker.make());
    Equations equations = walk.environment.equations().orElseThrow();
    int ends = 0;
    float[] next = new float[walk.after.length];
    for (int t = 0; t < STEPS; t++) {
      double reward = walk.step();
      equations.next(walk.before, 0, walk.action, 0, next, 0);
      for (int i = 0; i < next.length; i++) {
        double scale = Math.max(1, Math.abs(walk.after[i]));
        assertThat(next[i])
            .as("component %d after step %d", i, t)
            .isCloseTo(walk.after[i], within((float) (5e-7 * scale)));
      }
      double told = equations.reward(walk.before, 0, walk.action, 0, walk.after, 0);
      assertThat(told)
          .as("reward of step %d", t)
          .isCloseTo(reward, within(1e-6 * Math.max(1, Math.abs(reward))));
      assertThat(equations.terminates(walk.after, 0))
          .as("end at step %d", t)
          .isEqualTo(walk.environment.terminated());
      ends += walk.environment.terminated() ? 1 : 0;
    }
    assertThat(ends > 0).isEqualTo(world.terminates);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void readsAndWritesOnlyItsRows(World world) {
    Walk walk = new Walk(world.maker.make());
    Equations equations = walk.environment.equations().orElseThrow();
    for (int t = 0; t < 5; t++) {
      walk.step();
    }
    int n = walk.before.length;
    float[] next = new float[n];
    equations.next(walk.before, 0, walk.action, 0, next, 0);
    double reward = equations.reward(walk.before, 0, walk.action, 0, next, 0);

    float[] s = padded(walk.before, 3);
    float[] a = padded(walk.action, 2);
    float[] out = padded(new float[n], 1);
    equations.next(s, 3, a, 2, out, 1);
    assertThat(out).isEqualTo(padded(next, 1));
    assertThat(equations.reward(s, 3, a, 2, out, 1)).isEqualTo(reward);
    assertThat(equations.terminates(out, 1)).isEqualTo(equations.terminates(next, 0));
    assertThat(s).isEqualTo(padded(walk.before, 3));
    assertThat(a).isEqualTo(padded(walk.action, 2));
  }

  /** A row at {@code at} of an array that has NaN before and after it. */
  private static float[] padded(float[] row, int at) {
    float[] rows = new float[at + row.length + 2];
    Arrays.fill(rows, Float.NaN);
    System.arraycopy(row, 0, rows, at, row.length);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("frugal")
  void allocatesNothing(String id) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Walk walk = new Walk(Environments.make(id));
    walk.step();
    Equations equations = walk.environment.equations().orElseThrow();
    float[] next = new float[walk.after.length];
    long least = Long.MAX_VALUE;
    double sum = 0;
    // whatever the JVM allocates for itself now and then does not hit every round
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        equations.next(walk.before, 0, walk.action, 0, next, 0);
        sum += equations.reward(walk.before, 0, walk.action, 0, next, 0);
        sum += equations.terminates(next, 0) ? 1 : 0;
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes in 1 000 steps").isZero();
    assertThat(sum).isFinite();
  }
}
