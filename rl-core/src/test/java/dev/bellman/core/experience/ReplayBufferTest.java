package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.checkpoint.InMemoryState;
import java.util.Arrays;
import java.util.SplittableRandom;
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

  /** What all steps led to, row by row. */
  static float[] nextObservations(ReplayBuffer buffer) {
    int n = buffer.observationSize();
    float[] all = new float[buffer.size() * n];
    for (int row = 0; row < buffer.size(); row++) {
      System.arraycopy(buffer.nextRows(row), buffer.nextRow(row) * n, all, row * n, n);
    }
    return all;
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
    assertThat(nextObservations(buffer)).containsExactly(2, -2, 3, -3, 4, -4);
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
    assertThat(nextObservations(buffer)).containsExactly(5, -5, 3, -3, 4, -4);
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
    assertThat(state.length("successors")).isEqualTo(3);
    assertThat(state.length("finalObservations")).isEqualTo(6); // 2 and 3 were added together

    ReplayBuffer other = new ReplayBuffer(1_000_000, 2, 1);
    add(other, 7, 8, 9, 10); // the fourth row counts no longer
    state.restore(other);
    add(buffer, 4);
    add(other, 4);
    assertThat(other.size()).isEqualTo(4);
    assertThat(other.actions()).startsWith(10, 20, 30, 40, 0);
    assertThat(InMemoryState.of(other)).isEqualTo(InMemoryState.of(buffer));
  }

  /** What a step led to is the observation before the next one, and not a second copy of it. */
  @Test
  void noObservationIsThereTwice() {
    ReplayBuffer one = new ReplayBuffer(100, 2, 1);
    ReplayBuffer two = new ReplayBuffer(100, 2, 1);
    for (int x = 5; x < 50; x++) {
      add(one, x);
      add(two, x, 100 + x);
    }

    assertThat(InMemoryState.of(one).length("finalObservations")).isEqualTo(2);
    assertThat(InMemoryState.of(two).length("finalObservations")).isEqualTo(4);
    for (int row = 0; row < 44; row++) {
      assertThat(one.nextRows(row)).isSameAs(one.observations());
      assertThat(one.nextRow(row)).isEqualTo(row + 1);
      assertThat(two.nextRow(2 * row)).isEqualTo(2 * row + 2);
    }
  }

  /**
   * However steps follow each other, each row has what was added, before and after a checkpoint.
   */
  @Test
  void whatAStepLedToIsWhatWasAdded() {
    SplittableRandom random = new SplittableRandom(1);
    for (int capacity : new int[] {1, 2, 3, 4, 7, 12, 200}) {
      ReplayBuffer buffer = new ReplayBuffer(capacity, 2, 1);
      float[] expected = new float[2 * capacity];
      int row = 0;
      float x = 0;
      int count = 1;
      for (int i = 0; i < 500; i++) {
        count = random.nextInt(10) == 0 ? 1 + random.nextInt(4) : count;
        float[] xs = new float[count];
        for (int n = 0; n < count; n++) {
          xs[n] = 1000 * n + x;
          expected[2 * row] = xs[n] + 1;
          expected[2 * row + 1] = -xs[n] - 1;
          row = (row + 1) % capacity;
        }
        add(buffer, xs);
        x = random.nextInt(5) == 0 ? random.nextInt(900) : x + 1;
        if (i % 50 == 49) {
          ReplayBuffer restored = new ReplayBuffer(capacity, 2, 1);
          InMemoryState.of(buffer).restore(restored);
          buffer = restored;
        }
        assertThat(nextObservations(buffer)).isEqualTo(Arrays.copyOf(expected, 2 * buffer.size()));
      }
    }
  }

  @Test
  void whatTheMachineHasNotIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplayBuffer(2_000_000_000, 1, 1))
        .withMessageContaining("2000000000 steps take 49000 MB")
        .withMessageContaining("-Xmx");
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
