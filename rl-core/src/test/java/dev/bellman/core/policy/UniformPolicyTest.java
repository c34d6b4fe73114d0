package dev.bellman.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import org.junit.jupiter.api.Test;

class UniformPolicyTest {
  private static final int ROWS = 10_000;

  @Test
  void numbersAreEquallyLikely() {
    float[] actions = drawn(new Discrete(4), 1);
    int[] counts = new int[4];
    for (float action : actions) {
      counts[(int) action]++;
    }
    // one standard deviation is 43
    for (int count : counts) {
      assertThat(count).isBetween(2_300, 2_700);
    }
  }

  @Test
  void eachComponentHasItsOwnBounds() {
    Box box = new Box(new float[] {-1, 10}, new float[] {1, 30});
    float[] actions = drawn(box, 2);
    double[] sums = new double[2];
    for (int row = 0; row < ROWS; row++) {
      assertThat(box.contains(actions, 2 * row)).isTrue();
      sums[0] += actions[2 * row];
      sums[1] += actions[2 * row + 1];
    }
    // standard deviations of the means: 0.006 and 0.06
    assertThat(sums[0] / ROWS).isCloseTo(0, within(0.03));
    assertThat(sums[1] / ROWS).isCloseTo(20, within(0.3));
  }

  @Test
  void aBoxWithoutBoundsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> drawn(Box.uniform(1, 0, Float.POSITIVE_INFINITY), 1))
        .withMessage("UniformPolicy: all bounds must be finite, but component 0 has 0.0, Infinity");
  }

  @Test
  void goesOnAsBeforeAfterItsStateWasRestored() {
    Space space = Box.uniform(3, -1, 1);
    UniformPolicy policy = new UniformPolicy(space, Pcg64.of(1));
    float[] expected = new float[3];
    float[] actual = new float[3];
    policy.act(new float[0], 1, expected);
    InMemoryState state = new InMemoryState();
    policy.save(state);
    policy.act(new float[0], 1, expected);

    UniformPolicy twin = new UniformPolicy(space, Pcg64.of(2));
    twin.load(state);
    twin.act(new float[0], 1, actual);

    assertThat(actual).isEqualTo(expected);
  }

  private static float[] drawn(Space space, int size) {
    float[] actions = new float[ROWS * size];
    new UniformPolicy(space, Pcg64.of(4)).act(new float[0], ROWS, actions);
    return actions;
  }
}
