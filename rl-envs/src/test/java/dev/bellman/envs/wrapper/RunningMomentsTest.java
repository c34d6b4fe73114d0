package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Pcg64;
import org.junit.jupiter.api.Test;

class RunningMomentsTest {
  private static final double PRIOR = 1e-4;

  @Test
  void theyBeginWithMean0AndVariance1() {
    RunningMoments moments = new RunningMoments(2);
    assertThat(moments.mean(1)).isZero();
    assertThat(moments.variance(1)).isEqualTo(1);
  }

  /** Two passes over all of it, the first belief included, must say the same. */
  @Test
  void theyAreThoseOfAllThatWasAdded() {
    Pcg64 random = Pcg64.of(3);
    int n = 1_000;
    float[] rows = new float[2 * n];
    RunningMoments moments = new RunningMoments(2);
    for (int row = 0; row < n; row++) {
      rows[2 * row] = (float) random.uniform(1_000, 1_001);
      rows[2 * row + 1] = (float) random.uniform(-3, 1);
      moments.add(rows, 2 * row);
    }
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (int row = 0; row < n; row++) {
        sum += rows[2 * row + i];
      }
      double mean = sum / (n + PRIOR);
      double squares = PRIOR * (1 + mean * mean);
      for (int row = 0; row < n; row++) {
        squares += (rows[2 * row + i] - mean) * (rows[2 * row + i] - mean);
      }
      assertThat(moments.mean(i)).isCloseTo(mean, within(1e-10 * Math.abs(mean)));
      double variance = squares / (n + PRIOR);
      assertThat(moments.variance(i)).isCloseTo(variance, within(1e-9 * variance));
    }
  }

  @Test
  void oneNumberIsARowOfOne() {
    RunningMoments numbers = new RunningMoments(1);
    RunningMoments rows = new RunningMoments(1);
    for (float x : new float[] {1, 4, -2}) {
      numbers.add(x);
      rows.add(new float[] {9, x}, 1);
    }
    assertThat(InMemoryState.of(numbers)).isEqualTo(InMemoryState.of(rows));
  }
}
