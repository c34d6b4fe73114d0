package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.Fixture;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses, gradients and Adam steps against PyTorch in double precision: ppo.py beside the fixtures
 * says how they were made.
 */
class PpoEquationTest {
  private static final int UPDATES = 3;
  private static final double LEARNING_RATE = 1e-2;

  private static final Ppo.Config CONFIG =
      new Ppo.Config(
          OnPolicyFixture.ENVIRONMENTS,
          OnPolicyFixture.STEPS,
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

  private static final List<String> METRICS =
      List.of(
          "policyLoss", "valueLoss", "entropy", "approximateKl", "clipFraction", "gradientNorm");

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void three_updates_have_the_figures_of_pytorch(String kind) {
    OnPolicyFixture fixture = new OnPolicyFixture("ppo-" + kind);
    Ppo ppo = learner(fixture, kind);
    Rollout rollout = fixture.rollout(actionSize(kind));
    for (int step = 1; step <= UPDATES; step++) {
      ppo.update(rollout, 1);
      fixture.requireMetrics(step, ppo.metrics(), METRICS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void the_gradient_is_that_of_pytorch(String kind) {
    OnPolicyFixture fixture = new OnPolicyFixture("ppo-" + kind);
    Ppo ppo = learner(fixture, kind);
    Parameters agent = ppo.parameters().get("agent");
    ppo.update(fixture.rollout(actionSize(kind)), 1);

    double[] expected = fixture.network("expected.gradient.agent", agent);
    float[] moments = new float[expected.length];
    // 0.1 · the gradient, after it was clipped
    InMemoryState.of(ppo).scope("adam").get("firstMoments", moments);
    double clipping = 0.5 / fixture.get("expected.gradientNorm", 0)[0];
    assertThat(clipping).as("the fixture clips the first gradient").isLessThan(1);
    Fixture.requireGradient("gradient", moments, 10 / clipping, expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"discrete", "box"})
  void three_adam_steps_lead_where_pytorch_goes(String kind) {
    OnPolicyFixture fixture = new OnPolicyFixture("ppo-" + kind);
    Ppo ppo = learner(fixture, kind);
    Rollout rollout = fixture.rollout(actionSize(kind));
    for (int step = 1; step <= UPDATES; step++) {
      ppo.update(rollout, 1);
      fixture.requireNetworks(step, ppo.parameters(), LEARNING_RATE);
    }
  }

  private static int actionSize(String kind) {
    return kind.equals("box") ? 2 : 1;
  }

  private static Ppo learner(OnPolicyFixture fixture, String kind) {
    Space actions = kind.equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
    Ppo ppo = new Ppo(OnPolicyFixture.OBSERVATION, actions, CONFIG, Seeds.of(0));
    fixture.begin(ppo.parameters());
    return ppo;
  }
}
