package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.random.Pcg64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sums over an array; all numbers are whole, so that no sum is rounded. */
class PriorityTreeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33})
  void partialSumsFallWhereTheyDoInAnArray(int size) {
    Pcg64 random = Pcg64.of(size);
    PriorityTree tree = new PriorityTree(size);
    int[] values = new int[size];
    for (int change = 0; change < 50; change++) {
      int i = random.integers(size);
      values[i] = random.integers(4); // 0 among them
      tree.set(i, values[i]);

      int sum = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < values[j]; k++) {
          assertThat(tree.find(sum + k)).isEqualTo(j);
          assertThat(tree.find(sum + k + 0.75)).isEqualTo(j);
        }
        sum += values[j];
        least = values[j] > 0 ? Math.min(least, values[j]) : least;
        assertThat(tree.get(j)).isEqualTo(values[j]);
      }
      assertThat(tree.sum()).isEqualTo(sum);
      assertThat(tree.min()).isEqualTo(least);
    }
  }

  /** Rounding may make a partial sum as large as the whole: the last one is meant, no zero. */
  @Test
  void theWholeSumFallsOnTheLastThatIsNotZero() {
    PriorityTree tree = new PriorityTree(6);
    tree.set(0, 1);
    tree.set(3, 2);
    assertThat(tree.find(3)).isEqualTo(3);
    assertThat(tree.find(1e9)).isEqualTo(3);
  }

  /** A million changes leave no rounding behind: sums are made of their parts, not of changes. */
  @Test
  void nothingDrifts() {
    Pcg64 random = Pcg64.of(3);
    PriorityTree tree = new PriorityTree(8);
    for (int change = 0; change < 1_000_000; change++) {
      tree.set(random.integers(8), 1e12 * random.random());
    }
    for (int i = 0; i < 8; i++) {
      tree.set(i, 0.1);
    }
    assertThat(tree.sum()).isEqualTo(0.1 + 0.1 + (0.1 + 0.1) + (0.1 + 0.1 + (0.1 + 0.1)));
    assertThat(tree.min()).isEqualTo(0.1);
  }
}
