package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Fixture;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
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
    fixture.begin(trpo.parameters());
    trpo.update(fixture.rollout(actions.size()), 1);
    return trpo;
  }

  /** After one iteration x is along g. */
  @ParameterizedTest
  @CsvSource({
    "discrete,1,plain,gradient",
    "box,1,plain,gradient",
    "discrete,200,natural,direction",
    "box,200,natural,direction"
  })
  void an_update_is_that_of_pytorch(String kind, int iterations, String figures, String direction) {
    OnPolicyFixture fixture = new OnPolicyFixture("trpo-" + kind);
    Trpo trpo = updated(fixture, kind, iterations);
    String of = "expected." + figures + ".";
    Map<String, Double> metrics = trpo.metrics();
    requireNear(metrics.get("gradientNorm"), fixture.get(of + "gradientNorm")[0], 0);
    requireNear(metrics.get("divergence"), fixture.get(of + "divergence")[0], 1e-7);
    requireNear(metrics.get("improvement"), fixture.get(of + "improvement")[0], 1e-7);
    if (iterations == ENOUGH) {
      requireNear(metrics.get("stepSize"), fixture.get(of + "stepSize")[0], 0);
      assertThat(metrics.get("residual")).isLessThan(1e-6);
    }

    Parameters actor = trpo.parameters().get("actor");
    double[] along = fixture.network("expected." + direction + ".actor", actor);
    double[] from = fixture.network("actor", actor);
    float[] to = actor.values();
    double scale =
        iterations == 1
            ? length(from, to) / fixture.get(of + "gradientNorm")[0]
            : fixture.get(of + "stepSize")[0];
    for (int i = 0; i < along.length; i++) {
      double rounding = 2 * Math.ulp(Math.max(1, Math.abs((float) from[i])));
      assertThat(to[i] - from[i])
          .as("parameter %d", i)
          .isCloseTo(scale * along[i], near(scale * along[i], rounding + 1e-6 * scale));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void gradient_and_direction_are_those_of_pytorch(String kind) {
    OnPolicyFixture fixture = new OnPolicyFixture("trpo-" + kind);
    Trpo trpo = updated(fixture, kind, ENOUGH);
    Parameters actor = trpo.parameters().get("actor");
    NaturalGradient natural = trpo.natural();
    double[] gradient = fixture.network("expected.gradient.actor", actor);
    double[] direction = fixture.network("expected.direction.actor", actor);
    Fixture.requireGradient("gradient", natural.gradient(), 1, gradient);
    Fixture.requireGradient("direction", natural.direction(), 1, direction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void the_critic_makes_the_step_of_pytorch(String kind) {
    OnPolicyFixture fixture = new OnPolicyFixture("trpo-" + kind);
    Trpo trpo = updated(fixture, kind, ENOUGH);
    requireNear(trpo.metrics().get("valueLoss"), fixture.get("expected.valueLoss")[0], 0);
    Parameters critic = trpo.parameters().get("critic");
    double[] expected = fixture.network("expected.critic", critic, 1);
    Fixture.requireClose("critic", critic.values(), 1, expected, 1e-6);
  }

  private static double length(double[] from, float[] to) {
    double squares = 0;
    for (int i = 0; i < from.length; i++) {
      squares += Math.pow(to[i] - from[i], 2);
    }
    return Math.sqrt(squares);
  }

  private static void requireNear(double actual, double expected, double rounding) {
    assertThat(actual).isCloseTo(expected, near(expected, rounding));
  }

  /** 1e-5 of the number, and what is left where larger terms cancel. */
  private static Offset<Double> near(double expected, double rounding) {
    return within(1e-5 * Math.abs(expected) + rounding);
  }
}
