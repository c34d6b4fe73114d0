package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.Variation;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tolerances are a few times what was worst of 200 seeds; a test runs some of them. */
class CemTest {
  private static final int SEEDS = 10;
  private static final Cem PRECISE = new Cem(500, 50, 30, 0.1, 1e-10);

  private static float[] found(Cem cem, Objective objective, Box box, int seed, float... start) {
    float[] x = start.clone();
    cem.over(box, Seeds.of(seed).stream("search")).maximize(objective, x);
    return x;
  }

  private static float[] filled(int n, float value) {
    float[] x = new float[n];
    Arrays.fill(x, value);
    return x;
  }

  /** Worst of 200 seeds: 4.4e-6. */
  @Test
  void it_finds_the_top_of_a_sphere_of_ten_dimensions() {
    Objective sphere = Functions.of(10, Functions::sphere);
    for (int seed = 0; seed < SEEDS; seed++) {
      float[] x = found(PRECISE, sphere, Box.uniform(10, -4, 3), seed, filled(10, -0.5f));
      assertThat(x).as("seed %d", seed).containsExactly(filled(10, 1), within(2e-5f));
    }
  }

  /** Worst of 200 seeds: 2.5e-6. The nearest other tops are at a distance of 1. */
  @Test
  void it_finds_the_highest_of_many_tops() {
    Objective rastrigin = Functions.of(2, Functions::rastrigin);
    for (int seed = 0; seed < SEEDS; seed++) {
      float[] x = found(PRECISE, rastrigin, Box.uniform(2, -5, 4), seed, filled(2, -0.5f));
      assertThat(x).as("seed %d", seed).containsExactly(filled(2, 1), within(1e-5f));
    }
  }

  /** Slowly and with few elites; worst of six seeds: 7e-6. */
  @Test
  void it_climbs_a_curved_ridge_of_two_dimensions() {
    Cem slow = new Cem(1000, 10, 200, 0.9, 1e-10);
    Objective rosenbrock = Functions.of(2, Functions::rosenbrock);
    for (int seed = 0; seed < SEEDS; seed++) {
      float[] x = found(slow, rosenbrock, Box.uniform(2, -3, 2), seed, filled(2, -0.5f));
      assertThat(x).as("seed %d", seed).containsExactly(filled(2, 1), within(5e-5f));
    }
  }

  /**
   * Of five dimensions one search finds the ridge, and stops on it: components are independent, and
   * the ridge is not along an axis.
   */
  @Test
  void it_finds_a_curved_ridge_of_five_dimensions() {
    Objective rosenbrock = Functions.of(5, Functions::rosenbrock);
    assertThat(Functions.rosenbrock(filled(5, -0.5f))).isEqualTo(-234);
    for (int seed = 0; seed < SEEDS; seed++) {
      float[] x = found(PRECISE, rosenbrock, Box.uniform(5, -3, 2), seed, filled(5, -0.5f));
      assertThat(Functions.rosenbrock(x)).as("seed %d", seed).isGreaterThan(-4);
    }
  }

  /** The way along the ridge, in small steps; worst of 100 seeds: 0.022. */
  @Test
  void searches_near_what_was_found_climb_a_curved_ridge_of_five_dimensions() {
    Objective rosenbrock = Functions.of(5, Functions::rosenbrock);
    Cem quick = new Cem(500, 10, 10, 0.1, 1e-10);
    for (int seed = 0; seed < SEEDS; seed++) {
      Pcg64 random = Seeds.of(seed).stream("search");
      float[] x = filled(5, -0.5f);
      PRECISE.over(Box.uniform(5, -3, 2), random).maximize(rosenbrock, x);
      for (int k = 0; k < 600; k++) {
        quick.over(around(x, k < 300 ? 0.1f : 0.02f), random).maximize(rosenbrock, x);
      }
      assertThat(x).as("seed %d", seed).containsExactly(filled(5, 1), within(0.05f));
    }
  }

  private static Box around(float[] x, float reach) {
    float[] low = new float[x.length];
    float[] high = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = x[i] - reach;
      high[i] = x[i] + reach;
    }
    return new Box(low, high);
  }

  /** With PETS's numbers one search reached −0.126 to −0.006 with 200 seeds. */
  @Test
  void a_search_that_begins_where_another_ended_finds_more() {
    Objective sphere = Functions.of(10, Functions::sphere);
    for (int seed = 0; seed < SEEDS; seed++) {
      Maximizer maximizer =
          Cem.defaults().over(Box.uniform(10, -4, 3), Seeds.of(seed).stream("search"));
      float[] x = filled(10, -0.5f);
      maximizer.maximize(sphere, x);
      double first = Functions.sphere(x);
      maximizer.maximize(sphere, x);
      assertThat(first).as("seed %d", seed).isBetween(-0.3, 0.0);
      assertThat(Functions.sphere(x)).as("seed %d", seed).isGreaterThan(first);
    }
  }

  /** Makes (1) to (5) again in a simpler way, of the candidates that it is shown. */
  private static final class Oracle implements Objective {
    private final Box box;
    private final Cem cem;
    private final double[] mean;
    private final double[] variance;
    private final Pcg64 noise = Pcg64.of(1);
    private double normals;
    private double sum;
    private double squares;
    private double farthest;

    Oracle(Box box, Cem cem, float[] start) {
      this.box = box;
      this.cem = cem;
      mean = new double[start.length];
      variance = new double[start.length];
      for (int i = 0; i < start.length; i++) {
        mean[i] = start[i];
        variance[i] = Math.pow((box.high(i) - box.low(i)) / 4.0, 2);
      }
    }

    @Override
    public void values(int count, float[] x, double[] out) {
      assertThat(count).isEqualTo(cem.population());
      int n = mean.length;
      for (int row = 0; row < count; row++) {
        assertThat(box.contains(x, row * n)).isTrue();
        out[row] = noise.integers(20); // many are equal, and better where x₀ is large
        out[row] += 10 * x[row * n];
      }
      Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingDouble(row -> -out[row]));
      for (int i = 0; i < n; i++) {
        double room = Math.min(mean[i] - box.low(i), box.high(i) - mean[i]);
        double deviation = Math.sqrt(Math.min(variance[i], room * room / 4));
        double m = 0;
        double v = 0;
        for (int row = 0; row < count; row++) {
          double z = (x[row * n + i] - mean[i]) / deviation;
          normals++;
          sum += z;
          squares += z * z;
          farthest = Math.max(farthest, Math.abs(z));
        }
        for (int k = 0; k < cem.elites(); k++) {
          m += x[order[k] * n + i] / (double) cem.elites();
        }
        for (int k = 0; k < cem.elites(); k++) {
          v += Math.pow(x[order[k] * n + i] - m, 2) / cem.elites();
        }
        mean[i] = cem.smoothing() * mean[i] + (1 - cem.smoothing()) * m;
        variance[i] = cem.smoothing() * variance[i] + (1 - cem.smoothing()) * v;
      }
    }
  }

  /**
   * The normals are cut at ±2, which leaves a variance of 1 − 4·φ(2)/(2·Φ(2) − 1) = 0.77374. The
   * second component begins so near to its bound that the bound limits its deviation.
   */
  @Test
  void every_iteration_is_the_equations() {
    Box box = new Box(new float[] {-1, 0, -3}, new float[] {1, 10, -1});
    float[] start = {0.25f, 9.5f, -2};
    Cem cem = new Cem(4000, 300, 6, 0.3, 0);
    Oracle oracle = new Oracle(box, cem, start);

    float[] x = found(cem, oracle, box, 7, start);

    assertThat(oracle.normals).isEqualTo(3 * 6 * 4000);
    for (int i = 0; i < 3; i++) {
      assertThat((double) x[i]).isCloseTo(oracle.mean[i], within(1e-6));
    }
    double error = 1 / Math.sqrt(oracle.normals);
    assertThat(oracle.sum / oracle.normals).isCloseTo(0, within(5 * error));
    assertThat(oracle.squares / oracle.normals).isCloseTo(0.77374, within(5 * error));
    assertThat(oracle.farthest).isBetween(1.99, 2.0001);
  }

  @Test
  void it_ends_when_the_largest_variance_is_small() {
    Box box = new Box(new float[] {-1, -2}, new float[] {1, 2}); // variances 0.25 and 1
    for (double minVariance : new double[] {0.3, 0.99, 1, 2}) {
      int[] calls = {0};
      Objective constant =
          (_, _, out) -> {
            calls[0]++;
            Arrays.fill(out, 0);
          };
      // an elite alone has no variance, and nothing of the variance before remains
      float[] x = found(new Cem(10, 1, 50, 0, minVariance), constant, box, 1, 0.5f, 0.5f);
      assertThat(calls[0]).isEqualTo(minVariance < 1 ? 1 : 0);
      if (minVariance >= 1) {
        assertThat(x).containsExactly(0.5f, 0.5f);
      }
    }
  }

  /** The best there is lies at the edge of the region without values, where x₀ = 0.5. */
  @Test
  void a_region_without_values_is_never_chosen() {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (double nothing : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
        Objective objective = Functions.of(2, x -> x[0] > 0.5f ? nothing : x[0] + x[1]);
        float[] x = found(PRECISE, objective, Box.uniform(2, -1, 1), seed, 0, 0);
        assertThat(x[0]).as("seed %d", seed).isLessThanOrEqualTo(0.5f).isGreaterThan(0.45f);
        assertThat(x[1]).as("seed %d", seed).isGreaterThan(0.95f);
      }
    }
  }

  @Test
  void without_any_value_the_start_is_what_is_found() {
    for (double nothing : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      float[] x =
          found(Cem.defaults(), (_, _, out) -> Arrays.fill(out, nothing), unit(2), 1, .5f, -.2f);
      assertThat(x).containsExactly(0.5f, -0.2f);
    }
  }

  /** Ten are asked for, but one alone has a value: it is the mean of the best. */
  @Test
  void fewer_values_than_elites_are_the_best() {
    float[] chosen = new float[1];
    Objective objective =
        (_, x, out) -> {
          Arrays.fill(out, Double.NaN);
          out[17] = -5;
          chosen[0] = x[17];
        };
    float[] x = found(new Cem(20, 10, 1, 0.25, 0), objective, unit(1), 3, 0.4f);
    assertThat((double) x[0]).isCloseTo(0.25 * 0.4f + 0.75 * chosen[0], within(1e-7));
  }

  @Test
  void a_component_at_a_bound_stays_and_one_without_width_too() {
    Box box = new Box(new float[] {-1, 3, -1}, new float[] {1, 3, 1});
    float[] x = found(Cem.defaults(), Functions.of(3, Functions::sphere), box, 2, -1, 3, 0);
    assertThat(x[0]).isEqualTo(-1);
    assertThat(x[1]).isEqualTo(3);
    assertThat(x[2]).isGreaterThan(0.5f);
  }

  @Test
  void wide_boxes_and_boxes_that_end_at_zero_are_not_left() {
    Box box =
        new Box(new float[] {-Float.MAX_VALUE, -1, 0}, new float[] {Float.MAX_VALUE, 0, 1e-30f});
    for (int seed = 0; seed < SEEDS; seed++) {
      Objective objective =
          (count, x, out) -> {
            for (int i = 0; i < count; i++) {
              assertThat(box.contains(x, 3 * i)).isTrue();
              out[i] = x[3 * i + 1] - 1e30 * x[3 * i + 2];
            }
          };
      float[] x = found(PRECISE, objective, box, seed, 0, -0.3f, 5e-31f);
      assertThat(box.contains(x, 0)).isTrue();
    }
  }

  @Test
  void a_start_outside_the_box_is_refused() {
    Maximizer maximizer = Cem.defaults().over(unit(2), Pcg64.of(1));
    for (float[] x : new float[][] {{0, 1.5f}, {Float.NaN, 0}, {0}, {0, 0, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> maximizer.maximize((_, _, _) -> {}, x))
          .withMessageStartingWith("cem: x must be in Box(")
          .withMessageContaining(Arrays.toString(x));
    }
  }

  @Test
  void a_box_without_bounds_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Cem.defaults().over(Box.uniform(1, 0, Float.POSITIVE_INFINITY), Pcg64.of(1)))
        .withMessage("cem: all bounds must be finite, but component 0 has 0.0, Infinity");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("population", 0),
        arguments("elites", 0),
        arguments("elites", 501),
        arguments("iterations", 0),
        arguments("smoothing", -0.1),
        arguments("smoothing", 1.0),
        arguments("smoothing", Double.NaN),
        arguments("minVariance", -1e-9),
        arguments("minVariance", Double.NaN));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused_by_name(String name, Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(Cem.defaults(), name, value))
        .withMessageStartingWith("cem: " + name)
        .withMessageEndingWith("but is " + value);
  }

  @Test
  void the_ends_of_the_ranges_are_accepted() {
    assertThatCode(() -> new Cem(1, 1, 1, 0, 0)).doesNotThrowAnyException();
    assertThat(Cem.defaults()).isEqualTo(new Cem(500, 50, 5, 0.1, 0.001));
  }

  private static Box unit(int n) {
    return Box.uniform(n, -1, 1);
  }
}
