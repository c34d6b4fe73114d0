package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.envs.lqr.LinearQuadratic;
import dev.bellman.envs.lqr.LinearQuadraticEnvironment;
import dev.bellman.envs.lqr.Start;
import dev.bellman.envs.wrapper.TimeLimit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model that is exact but for a constant. */
class ModelErrorTest {
  private static final int STEPS = 20;
  private static final LinearQuadratic SPRING = LinearQuadratic.spring(0.9, 0, new Start.Normal(1));

  private static final Policy PUSHING =
      (s, rows, a) -> {
        for (int i = 0; i < rows; i++) {
          a[i] = -0.5f * s[2 * i] + 0.2f * s[2 * i + 1];
        }
      };

  private static Environment<Box> spring() {
    return new TimeLimit<>(new LinearQuadraticEnvironment(SPRING, 2), STEPS);
  }

  /** Two elites that are wrong by {@code zero} and {@code one} in the velocity. */
  private static DynamicsModel model(double zero, double one) {
    DynamicsModel model = Models.model(2, 1, Models.LINEAR);
    Parameters elites = model.parameters().get("elites");
    Parameter weight = elites.all().get(0); // [2 · 3, 3]
    Parameter bias = elites.all().get(1);
    float[] values = elites.values();
    Arrays.fill(values, 0);
    double[][] a = SPRING.a();
    double[][] b = SPRING.b();
    for (int member = 0; member < 2; member++) {
      for (int to = 0; to < 2; to++) {
        for (int from = 0; from < 2; from++) {
          values[weight.at() + (member * 3 + from) * 3 + 1 + to] =
              (float) (a[to][from] - (to == from ? 1 : 0));
        }
        values[weight.at() + (member * 3 + 2) * 3 + 1 + to] = (float) b[to][0];
      }
      values[bias.at() + member * 3 + 2] = (float) (member == 0 ? zero : one);
    }
    elites.written();
    return model;
  }

  private static List<ModelError> errors(DynamicsModel model, int longest) {
    return ModelError.of(model, PUSHING, ModelErrorTest::spring, 3, longest, Seeds.of(2));
  }

  @Test
  void an_exact_model_strays_nowhere() {
    List<ModelError> errors = errors(model(0, 0), 10);
    assertThat(errors)
        .extracting(ModelError::length)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    for (ModelError error : errors) {
      assertThat(error.high()).isLessThan(1e-5);
      assertThat(error.disagreement()).isLessThan(1e-5);
    }
  }

  /** The deviation of the velocity in the very episodes. */
  private static double deviation() {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < 3; i++) {
      Environment<Box> spring = spring();
      float[] s = new float[2];
      float[] a = new float[1];
      spring.reset(Seeds.of(2).key("model-error.episode", i), s, 0);
      for (int t = 0; t <= STEPS; t++) {
        sum += s[1];
        squares += s[1] * s[1];
        count++;
        if (t < STEPS) {
          PUSHING.act(s, 1, a);
          spring.step(a, 0, s, 0);
        }
      }
    }
    return Math.sqrt(squares / count - sum / count * (sum / count));
  }

  @Test
  void a_constant_error_is_measured_by_the_deviation_and_grows() {
    List<ModelError> errors = errors(model(0.1, 0.1), 5);
    double expected = 0.1 / deviation() / Math.sqrt(2); // one of two components
    assertThat(errors.getFirst().low()).isCloseTo(expected, within(1e-4));
    assertThat(errors.getFirst().median()).isCloseTo(expected, within(1e-4));
    assertThat(errors.getFirst().high()).isCloseTo(expected, within(1e-4));
    assertThat(errors.getFirst().disagreement()).isLessThan(1e-5);
    assertThat(errors.get(4).median()).isGreaterThan(3 * expected);
  }

  @Test
  void elites_that_err_to_both_sides_disagree_as_far_as_they_err() {
    List<ModelError> errors = errors(model(0.1, -0.1), 1);
    double expected = 0.1 / deviation() / Math.sqrt(2);
    assertThat(errors.getFirst().disagreement()).isCloseTo(expected, within(1e-4));
    assertThat(errors.getFirst().median()).isCloseTo(expected, within(1e-4));
  }

  /** Half of the rollouts are right, the others wrong. */
  @Test
  void the_tenth_the_middle_and_the_rest_are_told_apart() {
    ModelError error = errors(model(0, 0.1), 1).getFirst();
    double expected = 0.1 / deviation() / Math.sqrt(2);
    assertThat(error.low()).isLessThan(1e-5);
    assertThat(error.high()).isCloseTo(expected, within(1e-4));
    assertThat(error.disagreement()).isCloseTo(expected / 2, within(1e-4));
  }

  @Test
  void a_length_that_no_episode_has_is_refused() {
    DynamicsModel model = model(0, 0);
    assertThat(errors(model, STEPS)).hasSize(STEPS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> errors(model, STEPS + 1))
        .withMessage("model-error: no episode has 21 steps; ask for a smaller length");
  }
}
