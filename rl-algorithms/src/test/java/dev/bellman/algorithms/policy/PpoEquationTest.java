package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses, gradients and Adam steps against PyTorch in double precision: ppo.py beside the fixtures
 * says how they were made.
 */
class PpoEquationTest {
  private static final int STEPS = 6;
  private static final int ENVIRONMENTS = 4;
  private static final int OBSERVATION = 3;
  private static final int UPDATES = 3;
  private static final double LEARNING_RATE = 1e-2;

  private static final Ppo.Config CONFIG =
      new Ppo.Config(
          ENVIRONMENTS,
          STEPS,
          1,
          1,
          Schedule.constant(LEARNING_RATE),
          0.9,
          0.8,
          Schedule.constant(0.2),
          0.3,
          0.05,
          0.7,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(5, 4));

  private final Map<String, float[]> fixture = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void three_updates_have_the_figures_of_pytorch(String kind) throws IOException {
    read(kind);
    Ppo ppo = learner(kind);
    Rollout rollout = rollout(kind);
    for (int step = 1; step <= UPDATES; step++) {
      ppo.update(rollout, 1);
      float[] expected = fixture.get("metrics." + step);
      List<String> names =
          List.of(
              "policyLoss",
              "valueLoss",
              "entropy",
              "approximateKl",
              "clipFraction",
              "gradientNorm");
      for (int i = 0; i < expected.length; i++) {
        assertThat(ppo.metrics().get(names.get(i)))
            .as("%s of update %d", names.get(i), step)
            .isCloseTo(expected[i], near(expected[i], 1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void the_gradient_is_that_of_pytorch(String kind) throws IOException {
    read(kind);
    Ppo ppo = learner(kind);
    int size = ppo.parameters().get("agent").size();
    ppo.update(rollout(kind), 1);

    InMemoryState state = new InMemoryState();
    ppo.save(state);
    float[] moments = new float[size];
    state.scope("adam").get("firstMoments", moments); // 0.1 · the gradient, after it was clipped
    float[] expected = fixture.get("gradient");
    double clipping = 0.5 / fixture.get("metrics.1")[5];
    double[] actual = new double[size];
    Arrays.setAll(actual, i -> moments[i] / 0.1 / clipping);
    assertThat(clipping).as("the fixture clips the first gradient").isLessThan(1);
    assertClose(
        "gradient", ppo.parameters().get("agent"), actual, expected, 1e-6 * largest(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void three_adam_steps_lead_where_pytorch_goes(String kind) throws IOException {
    read(kind);
    Ppo ppo = learner(kind);
    Parameters parameters = ppo.parameters().get("agent");
    Rollout rollout = rollout(kind);
    for (int step = 1; step <= UPDATES; step++) {
      ppo.update(rollout, 1);
      double[] actual = new double[parameters.size()];
      Arrays.setAll(actual, i -> parameters.values()[i]);
      float[] expected = fixture.get("parameters." + step);
      // a parameter moves by about the learning rate, however small its gradient
      assertClose("step " + step, parameters, actual, expected, 1e-5 * step * LEARNING_RATE);
    }
  }

  private static void assertClose(
      String what, Parameters layout, double[] actual, float[] expected, double rounding) {
    for (Parameters.Parameter p : layout.all()) {
      for (int i = p.at(); i < p.at() + p.rows() * p.columns(); i++) {
        assertThat(actual[i])
            .as("%s, %s[%d]", what, p.name(), i - p.at())
            .isCloseTo(expected[i], near(expected[i], rounding));
      }
    }
  }

  /** 1e-5 of the number, and what is left where larger terms cancel. */
  private static Offset<Double> near(double expected, double rounding) {
    return within(1e-5 * Math.abs(expected) + rounding);
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private Ppo learner(String kind) {
    Space actions = kind.equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
    Ppo ppo = new Ppo(OBSERVATION, actions, CONFIG, Seeds.of(0));
    Parameters parameters = ppo.parameters().get("agent");
    float[] given = fixture.get("parameters");
    assertThat(parameters.size()).isEqualTo(given.length);
    System.arraycopy(given, 0, parameters.values(), 0, given.length);
    parameters.written();
    return ppo;
  }

  private Rollout rollout(String kind) {
    int actionSize = kind.equals("box") ? 2 : 1;
    Rollout rollout = new Rollout(STEPS, ENVIRONMENTS, OBSERVATION, actionSize);
    for (int t = 0; t < STEPS; t++) {
      rollout.addDecision(
          t,
          rows("observations", t, OBSERVATION),
          rows("actions", t, actionSize),
          rows("logProbabilities", t, 1),
          rows("values", t, 1));
      double[] rewards = new double[ENVIRONMENTS];
      boolean[] terminated = new boolean[ENVIRONMENTS];
      boolean[] truncated = new boolean[ENVIRONMENTS];
      for (int n = 0; n < ENVIRONMENTS; n++) {
        rewards[n] = rows("rewards", t, 1)[n];
        terminated[n] = rows("terminated", t, 1)[n] != 0;
        truncated[n] = rows("truncated", t, 1)[n] != 0;
      }
      rollout.addOutcome(t, rewards, terminated, truncated, rows("finalValues", t, 1));
    }
    rollout.bootstrap(fixture.get("lastValues"));
    return rollout;
  }

  /** What the fixture says of all environments at step {@code t}. */
  private float[] rows(String name, int t, int columns) {
    int size = ENVIRONMENTS * columns;
    return Arrays.copyOfRange(fixture.get(name), t * size, (t + 1) * size);
  }

  private void read(String kind) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("ppo-" + kind + ".csv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(",");
        float[] numbers = new float[parts.length - 1];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.parseFloat(parts[i + 1]);
        }
        fixture.put(parts[0], numbers);
      }
    }
  }
}
