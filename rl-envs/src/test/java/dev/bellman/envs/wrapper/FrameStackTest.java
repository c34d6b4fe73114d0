package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.CartPole;
import org.junit.jupiter.api.Test;

class FrameStackTest {
  private static final Box ANY = Box.uniform(1, -9, 9);

  @Test
  void theOldestComesFirstAndTheFirstIsRepeated() {
    FrameStack<Box> environment = new FrameStack<>(new Echo(ANY), 3);
    float[] rows = {7, 7, 7, 7, 7};
    environment.reset(0, rows, 1);
    assertThat(rows).containsExactly(7, 0, 0, 0, 7);
    environment.step(new float[] {1}, 0, rows, 1);
    assertThat(rows).containsExactly(7, 0, 0, 1, 7);
    environment.step(new float[] {2}, 0, rows, 1);
    assertThat(rows).containsExactly(7, 0, 1, 2, 7);
    environment.step(new float[] {3}, 0, rows, 1);
    assertThat(rows).containsExactly(7, 1, 2, 3, 7);
    environment.step(new float[] {4}, 0, rows, 1);
    assertThat(rows).containsExactly(7, 2, 3, 4, 7);
    environment.reset(rows, 1);
    assertThat(rows).containsExactly(7, 0, 0, 0, 7);
  }

  @Test
  void framesOfSeveralNumbersStayWhole() {
    CartPole alone = new CartPole(false);
    FrameStack<?> environment = new FrameStack<>(new CartPole(false), 2);
    float[] before = new float[4];
    float[] after = new float[4];
    float[] stack = new float[8];
    alone.reset(3, before, 0);
    environment.reset(3, stack, 0);
    assertThat(stack).startsWith(before).endsWith(before);

    alone.step(new float[1], 0, after, 0);
    environment.step(new float[1], 0, stack, 0);
    assertThat(stack).startsWith(before).endsWith(after);
    float angle = (float) (24 * 2 * Math.PI / 360);
    assertThat(environment.observationSpace().low(6)).isEqualTo(-angle);
    assertThat(environment.observationSpace().high(2)).isEqualTo(angle);
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new FrameStack<>(new CartPole(false), 4));
  }

  @Test
  void whatCannotBeStackedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameStack<>(new CartPole(false), 0))
        .withMessage("FrameStack: n must be ≥ 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameStack<>(new Corridor(), 2))
        .withMessage("FrameStack: observations must be a Box, but are Discrete[n=4]");
  }
}
