package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.checkpoint.InMemoryState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {

  /**
   * Step x: s = x, −x; a = 10x; r = x/2; terminated if x is 3, truncated if 4; s′ = x + 1, −x − 1.
   */
  static void add(ReplayBuffer buffer, float... xs) {
    int n = xs.length;
    float[] observations = new float[2 * n];
    float[] actions = new float[n];
    double[] rewards = new double[n];
    boolean[] terminated = new boolean[n];
    boolean[] truncated = new boolean[n];
    float[] next = new float[2 * n];
    for (int i = 0; i < n; i++) {
      float x = xs[i];
      observations[2 * i] = x;
      observations[2 * i + 1] = -x;
      actions[i] = 10 * x;
      rewards[i] = x / 2;
      terminated[i] = x == 3;
      truncated[i] = x == 4;
      next[2 * i] = x + 1;
      next[2 * i + 1] = -x - 1;
    }
    buffer.add(n, observations, actions, rewards, terminated, truncated, next);
  }

  @Test
  void stepsLieAsTheyHappened() {
    ReplayBuffer buffer = new ReplayBuffer(4, 2, 1);
    add(buffer, 1, 2);
    add(buffer, 3);

    assertThat(buffer.size()).isEqualTo(3);
    assertThat(buffer.next()).isEqualTo(3);
    assertThat(buffer.observations()).startsWith(1, -1, 2, -2, 3, -3);
    assertThat(buffer.actions()).startsWith(10, 20, 30);
    assertThat(buffer.rewards()).startsWith(0.5f, 1, 1.5f);
    assertThat(buffer.terminated()).startsWith(0, 0, 1);
    assertThat(buffer.truncated()).startsWith(0, 0, 0);
    assertThat(buffer.nextObservations()).startsWith(2, -2, 3, -3, 4, -4);
  }

  @Test
  void theOldestIsForgotten() {
    ReplayBuffer buffer = new ReplayBuffer(3, 2, 1);
    add(buffer, 1, 2);
    add(buffer, 3, 4); // the second of them wraps around

    assertThat(buffer.size()).isEqualTo(3);
    assertThat(buffer.next()).isEqualTo(1);
    assertThat(buffer.observations()).containsExactly(4, -4, 2, -2, 3, -3);
    assertThat(buffer.actions()).containsExactly(40, 20, 30);
    assertThat(buffer.rewards()).containsExactly(2, 1, 1.5f);
    assertThat(buffer.terminated()).containsExactly(0, 0, 1);
    assertThat(buffer.truncated()).containsExactly(1, 0, 0);
    assertThat(buffer.nextObservations()).containsExactly(5, -5, 3, -3, 4, -4);
  }

  @Test
  void aRingThatIsJustFullStartsAgain() {
    ReplayBuffer buffer = new ReplayBuffer(2, 2, 1);
    add(buffer, 1, 2);

    assertThat(buffer.size()).isEqualTo(2);
    assertThat(buffer.next()).isZero();
  }

  @Test
  void aRestoredBufferGoesOnAsBefore() {
    ReplayBuffer buffer = new ReplayBuffer(3, 2, 1);
    add(buffer, 1, 2, 3, 4);
    InMemoryState state = InMemoryState.of(buffer);
    add(buffer, 5, 6);
    ReplayBuffer other = new ReplayBuffer(3, 2, 1);
    state.restore(other);
    add(other, 5, 6);

    assertThat(InMemoryState.of(other)).isEqualTo(InMemoryState.of(buffer));
    assertThat(other.actions()).containsExactly(40, 50, 60);
  }

  /** A buffer that is to hold a million rows and has three costs a checkpoint three. */
  @Test
  void onlyTheRowsThatCountAreSaved() {
    ReplayBuffer buffer = new ReplayBuffer(1_000_000, 2, 1);
    add(buffer, 1, 2, 3);
    InMemoryState state = InMemoryState.of(buffer);
    for (String rows : new String[] {"actions", "rewards", "terminated", "truncated"}) {
      assertThat(state.length(rows)).as(rows).isEqualTo(3);
    }
    assertThat(state.length("observations")).isEqualTo(6);
    assertThat(state.length("nextObservations")).isEqualTo(6);

    ReplayBuffer other = new ReplayBuffer(1_000_000, 2, 1);
    add(other, 7, 8, 9, 10); // the fourth row counts no longer
    state.restore(other);
    add(buffer, 4);
    add(other, 4);
    assertThat(other.size()).isEqualTo(4);
    assertThat(other.actions()).startsWith(10, 20, 30, 40, 0);
    assertThat(InMemoryState.of(other)).isEqualTo(InMemoryState.of(buffer));
  }

  @Test
  void sizesBelowOneAreRefused() {
    for (int[] sizes : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(sizes))
          .isThrownBy(() -> new ReplayBuffer(sizes[0], sizes[1], sizes[2]))
          .withMessageContaining(sizes[0] + ", " + sizes[1] + ", " + sizes[2]);
    }
  }

  @Test
  void whatNoArrayHoldsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplayBuffer(1_000_000, 3_000, 1))
        .withMessageContaining("1000000 rows of 3000");
  }
}
