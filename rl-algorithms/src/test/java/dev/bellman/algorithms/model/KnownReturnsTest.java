package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Evaluation;
import dev.bellman.envs.Environments;
import dev.bellman.envs.lqr.LinearQuadratic;
import dev.bellman.envs.lqr.LinearQuadraticEnvironment;
import dev.bellman.envs.lqr.Riccati;
import dev.bellman.envs.lqr.Start;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Planning with what is known of a world, against that world. */
class KnownReturnsTest {

  /** The discounted sum of what an environment pays for these actions, until its episode ends. */
  private static double played(Environment<?> environment, float[] actions, double gamma) {
    float[] observation = new float[environment.observationSpace().size()];
    int m = environment.actionSpace().size();
    double sum = 0;
    double discount = 1;
    for (int t = 0; t < actions.length / m; t++) {
      sum += discount * environment.step(actions, t * m, observation, 0);
      discount *= gamma;
      if (environment.terminated()) {
        break;
      }
    }
    return sum;
  }

  @Test
  void returns_are_those_of_the_world() {
    Supplier<Environment<Box>> pendulum = () -> Environments.make("Pendulum-v1", Box.class);
    KnownReturns model = new KnownReturns(pendulum.get().equations().orElseThrow(), 3, 1, 20, 0.9);
    Pcg64 random = Seeds.of(1).stream("actions");
    float[] sequences = new float[2 * 20];
    for (int i = 0; i < sequences.length; i++) {
      sequences[i] = (float) random.uniform(-2, 2);
    }
    double[] returns = new double[2];
    float[] observations = new float[5];
    pendulum.get().reset(3, observations, 2);

    model.returns(observations, 2, 2, sequences, returns);

    for (int c = 0; c < 2; c++) {
      Environment<Box> environment = pendulum.get();
      environment.reset(3, new float[3], 0);
      float[] sequence = Arrays.copyOfRange(sequences, c * 20, (c + 1) * 20);
      double expected = played(environment, sequence, 0.9);
      assertThat(returns[c]).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
    }
    assertThat(returns[0]).isNotCloseTo(returns[1], within(0.1));
  }

  /** A pole that is always pushed to the same side falls long before a hundred steps. */
  @Test
  void nothing_is_paid_after_the_end() {
    Environment<Discrete> cartPole = Environments.make("CartPole-v1", Discrete.class);
    float[] observation = new float[4];
    cartPole.reset(0, observation, 0);
    float[] right = new float[100];
    Arrays.fill(right, 1);
    double[] returns = new double[1];
    new KnownReturns(cartPole.equations().orElseThrow(), 4, 1, 100, 1)
        .returns(observation, 0, 1, right, returns);

    assertThat(returns[0]).isEqualTo(played(cartPole, right, 1)).isBetween(5.0, 20.0);
  }

  private static Policy planner(Environment<Box> environment, int horizon, double gamma, Cem cem) {
    int n = environment.observationSpace().size();
    Box actions = environment.actionSpace();
    KnownReturns model =
        new KnownReturns(environment.equations().orElseThrow(), n, actions.size(), horizon, gamma);
    return new Mpc(n, actions, horizon, cem, model, Seeds.of(5).stream("plan"));
  }

  @Test
  void the_pendulum_is_swung_up() {
    Supplier<Environment<Box>> pendulum = () -> Environments.make("Pendulum-v1", Box.class);
    Policy policy = planner(pendulum.get(), 25, 1, new Cem(80, 10, 4, 0.1, 1e-3));

    Evaluation evaluation = Evaluation.of(policy, pendulum, 8, Seeds.of(0));

    assertThat(evaluation.mean()).isGreaterThan(-180);
  }

  /** Its horizon is long enough that what comes after it is worth little. */
  @Test
  void a_linear_system_costs_what_riccati_says() {
    double gamma = 0.95;
    LinearQuadratic spring =
        LinearQuadratic.spring(gamma, 0, new Start.OneOf(new double[] {1, -0.5}));
    Environment<Box> environment = new LinearQuadraticEnvironment(spring, 5);
    Policy policy = planner(environment, 30, gamma, new Cem(100, 10, 10, 0.1, 1e-6));
    float[] observation = new float[2];
    float[] action = new float[1];
    environment.reset(0, observation, 0);
    double cost = 0;
    double discount = 1;
    for (int t = 0; t < 120; t++) {
      policy.act(observation, 1, action);
      cost -= discount * environment.step(action, 0, observation, 0);
      discount *= gamma;
    }

    double least = -Riccati.solve(spring).value().at(1, -0.5);
    assertThat(cost / least).isBetween(0.999, 1.02);
  }

  @Test
  void what_is_out_of_range_is_refused() {
    Models.Walk walk = new Models.Walk();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KnownReturns(walk, 1, 1, 0, 1))
        .withMessage("known-returns: horizon must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KnownReturns(walk, 1, 1, 1, 1.5))
        .withMessage("known-returns: gamma must be in [0, 1], but is 1.5");
  }
}
