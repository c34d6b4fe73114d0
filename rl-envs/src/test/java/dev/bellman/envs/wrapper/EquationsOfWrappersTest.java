package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.environment.Checked;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.Pendulum;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrappers that make nothing of an action; the others' tests are their own. */
class EquationsOfWrappersTest {
  private static final Optional<Equations> PENDULUMS = new Pendulum(10).equations();

  static Stream<Named<Environment<Box>>> keeping() {
    return Stream.<Environment<Box>>of(
            new TimeLimit<>(new Pendulum(10), 200),
            new RecordEpisodes<>(new Pendulum(10)),
            new Checked<>(new Pendulum(10)))
        .map(EquationsOfWrappersTest::named);
  }

  static Stream<Named<Environment<Box>>> changing() {
    return Stream.<Environment<Box>>of(
            new FrameStack<>(new Pendulum(10), 3),
            new NormalizeObservations<>(new Pendulum(10)),
            new NormalizeRewards<>(new Pendulum(10), 0.99))
        .map(EquationsOfWrappersTest::named);
  }

  private static Named<Environment<Box>> named(Environment<Box> environment) {
    return Named.of(environment.getClass().getSimpleName(), environment);
  }

  @ParameterizedTest
  @MethodSource("keeping")
  void equationsThatStayTrueArePassedOn(Environment<Box> environment) {
    assertThat(environment.equations()).isPresent().isEqualTo(PENDULUMS);
  }

  @ParameterizedTest
  @MethodSource("changing")
  void equationsThatAreNoLongerTrueAreNot(Environment<Box> environment) {
    assertThat(environment.equations()).isEmpty();
  }
}
