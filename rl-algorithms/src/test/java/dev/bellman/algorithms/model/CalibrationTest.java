package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an ensemble says of a world whose noise is not the same everywhere. */
class CalibrationTest {
  private static final int ROWS = 2000;
  private static final int PLACES = 400;
  private static final int DRAWS = 300;
  private static final int ELITES = 3;

  private static double drift(double s) {
    return 0.5 * Math.sin(2 * s);
  }

  /** σ(s), from 0.05 to 0.45. */
  private static double noise(double s) {
    return 0.05 + 0.1 * s * s;
  }

  private static ReplayBuffer data() {
    Pcg64 random = Seeds.of(11).stream("data");
    ReplayBuffer data = new ReplayBuffer(ROWS, 1, 1);
    for (int i = 0; i < ROWS; i++) {
      double s = random.uniform(-2, 2);
      double s2 = s + drift(s) + noise(s) * random.nextGaussian();
      data.add(
          1,
          new float[] {(float) s},
          new float[] {(float) random.uniform(-1, 1)},
          new double[] {s},
          new boolean[1],
          new boolean[1],
          new float[] {(float) s2});
    }
    return data;
  }

  private static DynamicsModel fitted() {
    DynamicsModel model =
        Models.model(
            1,
            1,
            Models.linear(
                Map.of(
                    "members",
                    5,
                    "elites",
                    ELITES,
                    "head",
                    Head.PROBABILISTIC,
                    "hidden",
                    List.of(32, 32),
                    "learningRate",
                    3e-3,
                    "batchSize",
                    64,
                    "holdout",
                    0.2,
                    "patience",
                    5,
                    "epochs",
                    60)));
    model.fit(data());
    return model;
  }

  /** Draws of s′ from a state, as many from each elite. */
  private static float[] draws(ImaginedSteps steps, double s, int count) {
    float[] states = new float[count];
    Arrays.fill(states, (float) s);
    steps.imagine(count, states, new float[count], states, new double[count], new boolean[count]);
    return states;
  }

  private static double deviation(float[] values) {
    double mean = 0;
    for (float v : values) {
      mean += v / (double) values.length;
    }
    double sum = 0;
    for (float v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  @Test
  void intervals_hold_what_they_promise_and_elites_disagree_where_nothing_was_seen() {
    DynamicsModel model = fitted();
    ImaginedSteps steps = model.steps("draws");
    Pcg64 random = Seeds.of(12).stream("truth");
    int inside = 0;
    int insideQuiet = 0;
    int quiet = 0;
    for (int i = 0; i < PLACES; i++) {
      double s = random.uniform(-2, 2);
      float[] draws = draws(steps, s, DRAWS);
      Arrays.sort(draws);
      double s2 = s + drift(s) + noise(s) * random.nextGaussian();
      boolean covered = draws[DRAWS / 20] <= s2 && s2 <= draws[DRAWS - 1 - DRAWS / 20];
      inside += covered ? 1 : 0;
      if (Math.abs(s) < 1) {
        quiet++;
        insideQuiet += covered ? 1 : 0;
      }
    }
    double coverage = inside / (double) PLACES;
    double coverageQuiet = insideQuiet / (double) quiet;
    double atRest = deviation(draws(steps, 0, 3000));
    double moved = deviation(draws(steps, 1.8, 3000));

    ImaginedSteps means = model.steps("means").ofMeans();
    double near = 0;
    double far = 0;
    for (int i = -10; i <= 10; i++) {
      near += deviation(draws(means, 0.18 * i, ELITES)) / 21;
      far += deviation(draws(means, i < 0 ? -6 + 0.1 * i : 6 + 0.1 * i, ELITES)) / 21;
    }
    assertThat(coverage).isBetween(0.85, 0.95);
    assertThat(coverageQuiet).as("where there is little noise").isBetween(0.82, 0.98);
    assertThat(moved / atRest).as("σ(1.8)/σ(0) = 7.5").isBetween(4.0, 11.0);
    assertThat(far).isGreaterThan(5 * near);
  }

  @Test
  void linear_dynamics_without_noise_are_learned() {
    DynamicsModel model =
        Models.model(
            3,
            1,
            Models.linear(
                Map.of(
                    "members", 1,
                    "elites", 1,
                    "hidden", List.of(32, 32),
                    "learningRate", 3e-3,
                    "batchSize", 32,
                    "holdout", 0.2,
                    "patience", 5,
                    "epochs", 100)));
    model.fit(Models.linearData(1000, 3, 1, Seeds.of(1)));
    assertThat(model.metrics().get("modelError")).as("part of the variance").isLessThan(1e-3);
  }
}
