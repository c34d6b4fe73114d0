package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.random.Pcg64;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private static int[] best(int most, double... values) {
    Best best = new Best(most);
    best.select(values);
    return IntStream.range(0, best.count()).map(best::index).toArray();
  }

  @Test
  void of_equal_values_the_earlier_ones_are_better() {
    assertThat(best(2, 3, 3, 3)).containsExactly(0, 1);
    assertThat(best(3, 1, 2, 1, 2)).containsExactly(1, 3, 0);
    assertThat(best(2, -0.0, 0.0, 0.0)).containsExactly(0, 1);
  }

  @Test
  void nan_and_negative_infinity_are_never_among_them() {
    assertThat(best(3, Double.NaN, 1, NONE, 2, Double.NaN)).containsExactly(3, 1);
    assertThat(best(2, Double.NaN, NONE)).isEmpty();
    assertThat(best(2, Double.POSITIVE_INFINITY, -Double.MAX_VALUE)).containsExactly(0, 1);
  }

  @Test
  void a_selection_forgets_the_one_before() {
    Best best = new Best(2);
    best.select(new double[] {5, 4, 3});
    best.select(new double[] {Double.NaN, 1, Double.NaN});
    assertThat(best.count()).isEqualTo(1);
    assertThat(best.index(0)).isEqualTo(1);
  }

  /** A stable sort says the same. */
  @Test
  void they_are_the_first_of_all_values_in_order() {
    Pcg64 random = Pcg64.of(5);
    for (int round = 0; round < 200; round++) {
      double[] values = new double[1 + random.integers(40)];
      for (int i = 0; i < values.length; i++) {
        int v = random.integers(12);
        values[i] = v == 0 ? Double.NaN : v;
      }
      int most = 1 + random.integers(values.length);
      int[] expected =
          IntStream.range(0, values.length)
              .filter(i -> !Double.isNaN(values[i]))
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -values[i]))
              .limit(most)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(best(most, values)).as("seed 5, round %d", round).containsExactly(expected);
    }
  }
}
