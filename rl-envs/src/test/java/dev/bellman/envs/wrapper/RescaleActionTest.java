package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.environment.Equations;
import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.Pendulum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RescaleActionTest {
  private static final Box BOUNDS = new Box(new float[] {-1, 10}, new float[] {3, 20});

  @ParameterizedTest
  @CsvSource({"0, -1, 10", "2, 3, 20", "1, 1, 15", "0.5, 0, 12.5", "4, 7, 30"})
  void aStretchIsLinear(float x, float first, float second) {
    RescaleAction environment = new RescaleAction(new Echo(BOUNDS), 0, 2);
    float[] seen = new float[2];
    environment.step(new float[] {x, x}, 0, seen, 0);

    assertThat(seen).containsExactly(first, second);
    assertThat(environment.actionSpace()).isEqualTo(Box.uniform(2, 0, 2));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 0", "NaN, 1", "0, Infinity"})
  void twoNumbersOutOfOrderAreRefused(float from, float to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RescaleAction(new Echo(BOUNDS), from, to))
        .withMessage(
            "RescaleAction: from must be < to and both finite, but they are " + from + ", " + to);
  }

  @Test
  void boundsThatAreInfiniteAreRefused() {
    Box open = Box.uniform(1, 0, Float.POSITIVE_INFINITY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RescaleAction(new Echo(open), -1, 1))
        .withMessageContaining("must have finite bounds that differ");
  }

  @Test
  void itsEquationsStretchToo() {
    Equations stretched = new RescaleAction(new Pendulum(10), -1, 1).equations().orElseThrow();
    Equations bare = new Pendulum(10).equations().orElseThrow();
    float[] actions = {0, 0.75f, 1.5f};
    float[] pendulum = {0.6f, 0.8f, -2};
    float[] seen = new float[3];
    float[] expected = new float[3];
    stretched.next(pendulum, 0, actions, 1, seen, 0);
    bare.next(pendulum, 0, actions, 2, expected, 0);

    assertThat(seen).isEqualTo(expected);
    assertThat(stretched.reward(pendulum, 0, actions, 1, seen, 0))
        .isEqualTo(bare.reward(pendulum, 0, actions, 2, seen, 0));
    assertThat(new RescaleAction(new Echo(BOUNDS), 0, 2).equations()).isEmpty();
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new RescaleAction(new TimeLimit<>(new Pendulum(10), 50), -1, 1));
  }
}
