package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentIndicesTest {

  /** The reward of a row is how many were added before it. */
  private static ReplayBuffer buffer(int capacity, int added) {
    ReplayBuffer buffer = new ReplayBuffer(capacity, 1, 1);
    for (int i = 0; i < added; i++) {
      buffer.add(
          1,
          new float[1],
          new float[1],
          new double[] {i},
          new boolean[1],
          new boolean[1],
          new float[1]);
    }
    return buffer;
  }

  private static int[] draw(RecentIndices indices, ReplayBuffer buffer, int count) {
    int[] rows = new int[count];
    indices.draw(buffer, count, rows);
    return rows;
  }

  /** Each of the latest is drawn about equally often, and no other. */
  @ParameterizedTest
  @CsvSource({
    "10, 7, 3, 3", // none was overwritten
    "10, 23, 5, 5", // begins before the ring does
    "10, 20, 10, 10",
    "10, 4, 9, 4", // there are not so many
    "10, 25, 1000000000000, 10"
  })
  void only_recent_rows_are_drawn(int capacity, int added, long window, int recent) {
    ReplayBuffer buffer = buffer(capacity, added);
    RecentIndices indices = new RecentIndices(Seeds.of(1).stream("recent"));
    indices.window(window);
    int[] counts = new int[recent];
    for (int row : draw(indices, buffer, 1000 * recent)) {
      int age = added - 1 - (int) buffer.rewards()[row];
      assertThat(age).isBetween(0, recent - 1);
      counts[age]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1150); // ± 5 standard deviations
    }
  }

  @Test
  void all_are_recent_unless_said_otherwise() {
    ReplayBuffer buffer = buffer(5, 5);
    RecentIndices indices = new RecentIndices(Seeds.of(1).stream("recent"));
    assertThat(draw(indices, buffer, 200)).contains(0, 1, 2, 3, 4);
  }

  @Test
  void draws_and_window_are_saved() {
    ReplayBuffer buffer = buffer(100, 100);
    RecentIndices first = new RecentIndices(Seeds.of(1).stream("recent"));
    first.window(7);
    draw(first, buffer, 3);
    InMemoryState middle = InMemoryState.of(first);
    int[] expected = draw(first, buffer, 20);

    RecentIndices second = new RecentIndices(Seeds.of(2).stream("recent"));
    middle.restore(second);
    assertThat(draw(second, buffer, 20)).containsExactly(expected);
  }
}
