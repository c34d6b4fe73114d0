package dev.bellman.envs.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.space.Box;
import dev.bellman.envs.Environments;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinearQuadraticEnvironmentTest {
  private static LinearQuadratic twoActions(double noise, Start start) {
    return new LinearQuadratic(
        new double[][] {{1, 2}, {0, -1}},
        new double[][] {{1, 0}, {0.5, 3}},
        new double[][] {{1, 0.5}, {0.5, 2}},
        new double[][] {{1, 0.25}, {0.25, 4}},
        0.9,
        noise,
        start);
  }

  /**
   * From x = (1, −2) with u = (2, −1): xᵀQx = 1 − 2 + 8 = 7, uᵀRu = 4 − 1 + 4 = 7, A·x = (−3, 2),
   * B·u = (2, −2).
   */
  @Test
  void aStepByHand() {
    Start start = new Start.OneOf(new double[] {1, -2});
    LinearQuadraticEnvironment world = new LinearQuadraticEnvironment(twoActions(0, start), 0.5);
    float[] observation = new float[2];
    world.reset(0, observation, 0);
    assertThat(observation).containsExactly(1, -2);

    // beyond the bounds, and taken as it is
    assertThat(world.step(new float[] {2, -1}, 0, observation, 0)).isEqualTo(-14);
    assertThat(observation).containsExactly(-1, 0);
    assertThat(world.step(new float[2], 0, observation, 0)).isEqualTo(-1);
    assertThat(world.terminated()).isFalse();
    assertThat(world.truncated()).isFalse();
  }

  /** The same step, of what is observed. */
  @Test
  void itsEquationsByHand() {
    Start start = new Start.OneOf(new double[] {1, -2});
    Equations equations =
        new LinearQuadraticEnvironment(twoActions(0, start), 0.5).equations().orElseThrow();
    float[] rows = {9, 1, -2, 2, -1, 9, 9, 9};
    equations.next(rows, 1, rows, 3, rows, 5);

    assertThat(rows).containsExactly(9, 1, -2, 2, -1, -1, 0, 9);
    assertThat(equations.reward(rows, 1, rows, 3, rows, 5)).isEqualTo(-14);
    assertThat(equations.terminates(rows, 5)).isFalse();
  }

  @Test
  void withNoiseItTellsNoEquations() {
    Start start = new Start.OneOf(new double[] {1, -2});
    assertThat(new LinearQuadraticEnvironment(twoActions(0.1, start), 1).equations()).isEmpty();
  }

  @Test
  void theNoiseHasItsDeviation() {
    LinearQuadratic lq = twoActions(0.3, new Start.OneOf(new double[] {0, 0}));
    LinearQuadraticEnvironment world = new LinearQuadraticEnvironment(lq, 1);
    float[] observation = new float[2];
    world.reset(1, observation, 0);
    double[][] sum = new double[2][2];
    int samples = 20_000;
    for (int t = 0; t < samples; t++) {
      world.reset(observation, 0);
      world.step(new float[2], 0, observation, 0);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          sum[i][j] += observation[i] * observation[j] / (double) samples;
        }
      }
    }
    // standard errors: σ²·√(2/n) = 0.0009 on the diagonal, σ²/√n = 0.0006 off it
    assertThat(sum[0][0]).isCloseTo(0.09, within(0.004));
    assertThat(sum[1][1]).isCloseTo(0.09, within(0.004));
    assertThat(sum[0][1]).isCloseTo(0, within(0.003));
  }

  @Test
  void allStartsAreMet() {
    Start start = new Start.OneOf(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    LinearQuadraticEnvironment world = new LinearQuadraticEnvironment(twoActions(0, start), 1);
    float[] observation = new float[2];
    Set<Float> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      world.reset(observation, 0);
      seen.add(observation[0]);
    }
    assertThat(seen).containsExactlyInAnyOrder(1f, 3f, 5f);
  }

  @Test
  void theBestPolicyEarnsTheValueInTheRegisteredWorld() {
    LinearQuadratic lq = LinearQuadratic.spring(0.95, 0, new Start.Normal(2));
    Riccati.Optimum optimum = Riccati.solve(lq);
    Environment<Box> world =
        Environments.make(
            "LQR-v0",
            Map.of("gamma", "0.95", "start", "2", "maxSteps", "0", "bound", "3"),
            Box.class);
    assertThat(world.actionSpace()).isEqualTo(Box.uniform(1, -3, 3));
    float[] x = new float[2];
    float[] u = new float[1];
    world.reset(4, x, 0);
    double expected = optimum.value().at(x[0], x[1]);
    double earned = 0;
    double weight = 1;
    for (int t = 0; t < 800; t++) {
      u[0] = (float) -(optimum.gain()[0][0] * x[0] + optimum.gain()[0][1] * x[1]);
      earned += weight * world.step(u, 0, x, 0);
      weight *= 0.95;
    }
    // what is left: single precision of observations and actions
    assertThat(earned).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
  }

  @Test
  void theRegisteredWorldIsTruncatedAndTakesNoise() {
    Environment<Box> world = Environments.make("LQR-v0", Map.of("noise", "0.1"), Box.class);
    float[] x = new float[2];
    world.reset(0, x, 0);
    for (int t = 0; t < 100; t++) {
      assertThat(world.truncated()).isFalse();
      world.step(new float[1], 0, x, 0);
    }
    assertThat(world.truncated()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("LQR-v0", Map.of("gamma", "2")))
        .withMessage("LinearQuadratic: gamma must be in (0, 1], but is 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("LQR-v0", Map.of("bound", "0")))
        .withMessage("LinearQuadraticEnvironment: bound must be > 0 and finite, but is 0.0");
  }
}
