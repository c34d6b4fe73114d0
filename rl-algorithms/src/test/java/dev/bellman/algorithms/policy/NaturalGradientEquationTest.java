package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Surrogate, divergence, gradient, natural direction and critic against PyTorch in double
 * precision: trpo.py beside the fixtures says how they were made.
 */
class NaturalGradientEquationTest {
  private static final int ENOUGH = 200;

  private static Trpo.Config config(int iterations) {
    return new Trpo.Config(
        OnPolicyFixture.ENVIRONMENTS,
        OnPolicyFixture.STEPS,
        0.9,
        new Advantage.Gae(0.8),
        0.05,
        0.1,
        iterations,
        1e-16,
        0.8,
        10,
        Schedule.constant(1e-2),
        1,
        OnPolicyFixture.STEPS * OnPolicyFixture.ENVIRONMENTS,
        List.of(5, 4));
  }

  private static Trpo updated(OnPolicyFixture fixture, String kind, int iterations) {
    Space actions = kind.equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
    Trpo trpo = new Trpo(OnPolicyFixture.OBSERVATION, actions, config(iterations), Seeds.of(0));
    set(trpo.parameters().get("actor"), fixture.get("actor"));
    set(trpo.parameters().get("critic"), fixture.get("critic"));
    trpo.update(fixture.rollout(actions.size()), 1);
    return trpo;
  }

  private static void set(Parameters parameters, float[] values) {
    assertThat(parameters.size()).isEqualTo(values.length);
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
    parameters.written();
  }

  /** After one iteration x is along g. */
  @ParameterizedTest
  @CsvSource({
    "discrete,1,plain,gradient",
    "box,1,plain,gradient",
    "discrete,200,natural,direction",
    "box,200,natural,direction"
  })
  void an_update_is_that_of_pytorch(String kind, int iterations, String figures, String direction)
      throws IOException {
    OnPolicyFixture fixture = new OnPolicyFixture("trpo-" + kind + ".csv");
    Trpo trpo = updated(fixture, kind, iterations);
    float[] expected = fixture.get(figures);
    Map<String, Double> metrics = trpo.metrics();
    assertThat(metrics.get("gradientNorm")).isCloseTo(expected[0], near(expected[0], 0));
    assertThat(metrics.get("divergence")).isCloseTo(expected[2], near(expected[2], 1e-7));
    assertThat(metrics.get("improvement")).isCloseTo(expected[3], near(expected[3], 1e-7));
    if (iterations == ENOUGH) {
      assertThat(metrics.get("stepSize")).isCloseTo(expected[1], near(expected[1], 0));
      assertThat(metrics.get("residual")).isLessThan(1e-6);
    }

    float[] along = fixture.get(direction);
    float[] from = fixture.get("actor");
    float[] to = trpo.parameters().get("actor").values();
    double scale = iterations == 1 ? length(from, to) / expected[0] : expected[1];
    for (int i = 0; i < along.length; i++) {
      double rounding = 2 * Math.ulp(Math.max(1, Math.abs(from[i])));
      assertThat((double) to[i] - from[i])
          .as("parameter %d", i)
          .isCloseTo(scale * along[i], near(scale * along[i], rounding + 1e-6 * scale));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void the_critic_makes_the_step_of_pytorch(String kind) throws IOException {
    OnPolicyFixture fixture = new OnPolicyFixture("trpo-" + kind + ".csv");
    Trpo trpo = updated(fixture, kind, ENOUGH);
    float loss = fixture.get("valueLoss")[0];
    assertThat(trpo.metrics().get("valueLoss")).isCloseTo(loss, near(loss, 0));
    float[] expected = fixture.get("critic.1");
    float[] actual = trpo.parameters().get("critic").values();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], near(expected[i], 1e-6));
    }
  }

  private static double length(float[] from, float[] to) {
    double squares = 0;
    for (int i = 0; i < from.length; i++) {
      squares += Math.pow((double) to[i] - from[i], 2);
    }
    return Math.sqrt(squares);
  }

  /** 1e-5 of the number, and what is left where larger terms cancel. */
  private static Offset<Double> near(double expected, double rounding) {
    return within(1e-5 * Math.abs(expected) + rounding);
  }
}
