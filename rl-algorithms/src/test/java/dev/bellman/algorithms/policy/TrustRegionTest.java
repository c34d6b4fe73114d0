package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every update: the policy stays within its region, or it stays what it was. */
class TrustRegionTest {
  private static final List<Integer> HIDDEN = List.of(16, 16);

  static List<Space> actions() {
    return List.of(new Discrete(2), new Discrete(5), Box.uniform(3, -1, 1));
  }

  /** Compares the policies before and after each update, in double precision. */
  private static final class Watch implements OnPolicyLearner {
    private final OnPolicyLearner learner;
    private final double delta;
    private final Parameters before = new Parameters("before");
    private final Parameters after = new Parameters("after");
    private final Var observation;
    private final Var divergence;
    private int moved;
    private int unmoved;

    Watch(OnPolicyLearner learner, int observations, Space actions, double delta) {
      this.learner = learner;
      this.delta = delta;
      observation = Var.input("observation", observations);
      RandomGenerator random = Seeds.of(0).stream("watch");
      Distribution p = new Actor(before, observations, actions, HIDDEN, random).at(observation);
      Distribution q = new Actor(after, observations, actions, HIDDEN, random).at(observation);
      divergence = p.divergence(q).mean();
    }

    @Override
    public void update(Rollout rollout, double remaining) {
      Parameters actor = learner.parameters().get("actor");
      before.copyFrom(actor);
      learner.update(rollout, remaining);
      after.copyFrom(actor);
      double figure = learner.metrics().get("divergence");
      double exact = exact(rollout);
      assertThat(figure).isBetween(0.0, delta).isCloseTo(exact, within(1e-6 + 1e-4 * exact));
      if (learner.metrics().get("stepSize") > 0) {
        moved++;
        assertThat(after.values()).isNotEqualTo(before.values());
      } else {
        unmoved++;
        assertThat(after.values()).isEqualTo(before.values());
        assertThat(figure).isZero();
      }
    }

    private double exact(Rollout rollout) {
      Matrix s = Matrix.zeros(rollout.size(), observation.columns());
      for (int i = 0; i < s.values().length; i++) {
        s.values()[i] = rollout.observations()[i];
      }
      return new Interpreter(rollout.size()).set(observation, s).value(divergence).values()[0];
    }

    @Override
    public void act(float[] observations, int rows, float[] actions, float[] logProbabilities) {
      learner.act(observations, rows, actions, logProbabilities);
    }

    @Override
    public void values(float[] observations, int rows, float[] out) {
      learner.values(observations, rows, out);
    }

    @Override
    public Policy greedy() {
      return learner.greedy();
    }

    @Override
    public Figures figures() {
      return learner.figures();
    }

    @Override
    public Parts parts() {
      return learner.parts();
    }
  }

  private static <A extends Space> Watch watched(
      NaturalMethod method, String environment, Class<A> kind, Map<String, ?> settings, int steps) {
    int n = (int) settings.get("environments");
    VectorEnvironment<A> environments =
        VectorEnvironment.of(() -> Environments.make(environment, kind), n);
    environments.reset(Seeds.of(3));
    int observations = environments.observationSpace().size();
    Space actions = environments.actionSpace();
    Watch watch =
        new Watch(
            method.learner(observations, actions, settings, Seeds.of(3)),
            observations,
            actions,
            (double) settings.get("delta"));
    OnPolicy training =
        new OnPolicy(
            environments, watch, new RolloutLength.Fixed((int) settings.get("rolloutSteps")));
    while (training.advance(steps)) {}
    return watch;
  }

  private static Map<String, Object> settings(double delta) {
    return Map.of(
        "environments", 2, "rolloutSteps", 100, "delta", delta, "epochs", 2, "hidden", HIDDEN);
  }

  @ParameterizedTest
  @CsvSource({"NPG,0.01", "NPG,0.3", "TRPO,0.01", "TRPO,0.3"})
  void no_update_leaves_the_region(NaturalMethod method, double delta) {
    Watch discrete =
        watched(method, "CartPole-v1", Discrete.class, settings(delta), 8050); // the last is short
    Watch box = watched(method, "Pendulum-v1", Box.class, settings(delta), 8050);

    assertThat(discrete.moved + discrete.unmoved).isEqualTo(41);
    assertThat(discrete.moved).as("CartPole").isGreaterThan(30);
    assertThat(box.moved).as("Pendulum").isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CartPole-v1", "Pendulum-v1"})
  void a_search_of_one_try_fails_at_times_and_then_nothing_moves(String environment) {
    Map<String, Object> once = new HashMap<>(settings(0.3));
    once.put("tries", 1);
    Watch watch =
        environment.equals("CartPole-v1")
            ? watched(NaturalMethod.TRPO, environment, Discrete.class, once, 12_000)
            : watched(NaturalMethod.TRPO, environment, Box.class, once, 12_000);

    assertThat(watch.moved).isPositive();
    assertThat(watch.unmoved).isPositive();
  }

  /**
   * Small actions are good and large ones bad, so σ must shrink; the model of the divergence is
   * quadratic in log σ and the divergence grows as 1/σ²: no try in reach is within a large region.
   */
  @ParameterizedTest
  @EnumSource
  void a_search_that_fails_restores_every_bit(NaturalMethod method) {
    Map<String, Object> far = new HashMap<>(settings(1e4));
    far.put("damping", 0.0);
    OnPolicyLearner learner = method.learner(2, Box.uniform(1, -3, 3), far, Seeds.of(1));
    Rollout rollout = new Rollout(100, 2, 2, 1);
    for (int i = 0; i < rollout.size(); i++) {
      float sign = i % 2 == 0 ? 1 : -1;
      boolean near = i % 4 < 2;
      rollout.actions()[i] = sign * (near ? 0.1f : 2);
      rollout.rewards()[i] = near ? 1 : -1;
      rollout.terminated()[i] = true;
    }
    float[] before = learner.parameters().get("actor").values().clone();

    learner.update(rollout, 1);

    assertThat(learner.metrics().get("gradientNorm")).isPositive();
    assertThat(learner.metrics()).containsEntry("stepSize", 0.0).containsEntry("divergence", 0.0);
    assertThat(learner.parameters().get("actor").values()).isEqualTo(before);

    float[] actions = new float[4];
    float[] logProbabilities = new float[4];
    learner.act(new float[8], 4, actions, logProbabilities);
    for (int i = 0; i < 4; i++) { // of N(0, 1): the programs see what was restored
      double density = -actions[i] * actions[i] / 2 - Math.log(2 * Math.PI) / 2;
      assertThat((double) logProbabilities[i]).isCloseTo(density, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void at_the_old_parameters_all_ratios_are_exactly_1_and_the_divergence_0(Space actions) {
    Parameters now = new Parameters("now");
    Parameters old = new Parameters("old");
    RandomGenerator random = Seeds.of(4).stream("ratio");
    Var observation = Var.input("observation", 3);
    Var action = Var.input("action", actions.size());
    Distribution p = new Actor(now, 3, actions, HIDDEN, random).at(observation);
    Distribution q = new Actor(old, 3, actions, HIDDEN, random).at(observation);
    Var ratio = p.logProbability(action).minus(q.logProbability(action)).exp();
    Var divergence = q.divergence(p);
    Program program = Program.of(ratio, divergence);
    for (int rows : new int[] {1, 7, 64, 300}) {
      for (int i = 0; i < now.size(); i++) {
        now.values()[i] = (float) (0.5 * random.nextGaussian());
      }
      now.written();
      old.copyFrom(now);
      program.prepare(rows);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < 3; j++) {
          program.region(observation).set(i, j, (float) random.nextGaussian());
        }
        for (int j = 0; j < actions.size(); j++) {
          program
              .region(action)
              .set(i, j, actions instanceof Box ? (float) random.nextGaussian() : i % 2);
        }
      }
      program.run();
      for (int i = 0; i < rows; i++) {
        assertThat(program.region(ratio).get(i, 0)).isEqualTo(1);
        assertThat(program.region(divergence).get(i, 0)).isEqualTo(0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_rollout_of_one_row_is_finite_and_moves_no_policy(NaturalMethod method) {
    for (Space actions : actions()) {
      Map<String, Object> one = Map.of("environments", 1, "rolloutSteps", 1, "hidden", HIDDEN);
      Training training =
          method.training(() -> new Clock<>(actions, 3, 9, t -> t % 2), one, Seeds.of(1));
      float[] before = training.parameters().get("actor").values().clone();

      for (int i = 0; i < 5; i++) {
        training.advance(5);
      }

      assertThat(training.steps()).isEqualTo(5);
      assertThat(training.metrics().values()).allSatisfy(x -> assertThat(x).isFinite());
      assertThat(training.parameters().get("actor").values()).isEqualTo(before);
      for (float x : training.parameters().get("critic").values()) {
        assertThat(x).isFinite();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reward_that_is_not_finite_stops_the_training_before_a_step(NaturalMethod method) {
    Map<String, Object> small = Map.of("environments", 2, "rolloutSteps", 16, "hidden", HIDDEN);
    Training training =
        method.training(
            () -> new Clock<>(new Discrete(2), 5, 9, t -> t == 20 ? Double.NaN : t % 3),
            small,
            Seeds.of(1));
    training.advance(1000);
    float[] before = training.parameters().get("actor").values().clone();

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> training.advance(1000))
        .withMessageContaining("not finite");
    assertThat(training.parameters().get("actor").values()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void metrics_have_the_same_columns_before_and_after_an_update(NaturalMethod method) {
    Training training =
        method.training(
            () -> Environments.make("CartPole-v1", Discrete.class), settings(0.01), Seeds.of(0));
    List<String> before = List.copyOf(training.metrics().keySet());
    training.advance(200);

    assertThat(training.metrics().keySet()).containsExactlyElementsOf(before);
  }

  @ParameterizedTest
  @CsvSource({
    "delta,0",
    "delta,Infinity",
    "damping,-1",
    "conjugateGradientTolerance,-1",
    "gamma,1.1"
  })
  void a_value_out_of_range_is_refused_by_name(String name, double value) {
    for (Record defaults :
        List.of(Trpo.Config.defaults(), NaturalPolicyGradient.Config.defaults())) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> Variation.of(defaults, name, value))
          .withMessageContaining(name);
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Variation.of(Trpo.Config.defaults(), "shrink", 1.0))
        .withMessageContaining("shrink");
  }
}
