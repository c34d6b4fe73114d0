package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomShootingTest {
  private static final int SEEDS = 10;

  private static float[] found(int population, Objective objective, Box box, int seed) {
    float[] x = new float[box.size()];
    new RandomShooting(population)
        .over(box, Seeds.of(seed).stream("search"))
        .maximize(objective, x);
    return x;
  }

  /** The mean value of ten seeds: about −18, −10 and −6 on a sphere where the centre has −22.5. */
  @Test
  void more_points_find_more() {
    Objective sphere = Functions.of(10, Functions::sphere);
    double before = Double.NEGATIVE_INFINITY;
    for (int population : new int[] {100, 1000, 10_000}) {
      double sum = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        sum += Functions.sphere(found(population, sphere, Box.uniform(10, -4, 3), seed)) / SEEDS;
      }
      assertThat(sum).as("population %d", population).isGreaterThan(before + 2);
      before = sum;
    }
    assertThat(before).isGreaterThan(-9);
  }

  /** Each value comes once, and the largest is of the point that is found. */
  @Test
  void what_is_found_is_the_best_of_points_all_over_the_box() {
    Box box = new Box(new float[] {-1, 5}, new float[] {0, 6});
    float[] best = new float[2];
    double[] sums = new double[2];
    Objective objective =
        (count, x, out) -> {
          for (int i = 0; i < count; i++) {
            assertThat(box.contains(x, 2 * i)).isTrue();
            sums[0] += x[2 * i] / count;
            sums[1] += x[2 * i + 1] / count;
            out[i] = -Math.abs(i - 123);
          }
          System.arraycopy(x, 2 * 123, best, 0, 2);
        };
    float[] x = {-0.5f, 5.5f};
    new RandomShooting(10_000).over(box, Pcg64.of(4)).maximize(objective, x);

    assertThat(x).containsExactly(best);
    double error = Math.sqrt(1.0 / 12 / 10_000);
    assertThat(sums[0]).isBetween(-0.5 - 5 * error, -0.5 + 5 * error);
    assertThat(sums[1]).isBetween(5.5 - 5 * error, 5.5 + 5 * error);
  }

  @Test
  void a_region_without_values_is_never_chosen() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Objective objective = Functions.of(2, x -> x[0] > 0.5f ? Double.NaN : x[0]);
      float[] x = found(1000, objective, Box.uniform(2, -1, 1), seed);
      assertThat(x[0]).as("seed %d", seed).isLessThanOrEqualTo(0.5f).isGreaterThan(0.45f);
    }
  }

  @Test
  void without_any_value_the_start_is_what_is_found() {
    for (double nothing : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      float[] x = {0.5f, -0.25f};
      RandomShooting.defaults()
          .over(Box.uniform(2, -1, 1), Pcg64.of(1))
          .maximize((_, _, out) -> Arrays.fill(out, nothing), x);
      assertThat(x).containsExactly(0.5f, -0.25f);
    }
  }

  @Test
  void what_is_out_of_range_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomShooting(0))
        .withMessage("random-shooting: population must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RandomShooting.defaults()
                    .over(Box.uniform(1, Float.NEGATIVE_INFINITY, 0), Pcg64.of(1)))
        .withMessage(
            "random-shooting: all bounds must be finite, but component 0 has -Infinity, 0.0");
  }
}
