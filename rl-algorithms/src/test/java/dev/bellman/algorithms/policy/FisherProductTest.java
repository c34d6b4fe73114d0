package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.distribution.DiagonalGaussian;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FisherProductTest {
  private static final int ROWS = 9;
  private static final int OBSERVATION = 3;

  private final RandomGenerator random = Seeds.of(8).stream("fisher");
  private final Var observation = Var.input("observation", OBSERVATION);
  private final Matrix observations = matrix(ROWS, OBSERVATION, 1);

  static Stream<Space> actions() {
    return Stream.of(new Discrete(4), Box.uniform(2, -1, 1));
  }

  private Matrix matrix(int rows, int columns, double scale) {
    Matrix m = Matrix.zeros(rows, columns);
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = (float) (scale * random.nextGaussian());
    }
    return m;
  }

  private void fill(Parameters parameters, double scale) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.values()[i] = (float) (scale * random.nextGaussian());
    }
    parameters.written();
  }

  private Distribution policy(Parameters parameters, Space actions) {
    return new Actor(parameters, OBSERVATION, actions, List.of(5, 4), random).at(observation);
  }

  private static Parameters like(Parameters parameters) {
    Parameters other = new Parameters("like");
    parameters.all().forEach(p -> other.add(p.name(), p.rows(), p.columns()));
    return other;
  }

  private Interpreter interpreter() {
    return new Interpreter(ROWS).set(observation, observations);
  }

  private static double dot(List<Matrix> parts, Parameters v) {
    double sum = 0;
    int at = 0;
    for (Matrix part : parts) {
      for (double x : part.values()) {
        sum += x * v.values()[at++];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("actions")
  void it_is_the_change_of_the_gradient_of_the_divergence(Space actions) {
    Parameters now = new Parameters("now");
    Parameters before = new Parameters("before");
    Distribution policy = policy(now, actions);
    Var divergence = policy(before, actions).divergence(policy).mean();
    Parameters direction = like(now);
    fill(now, 0.6);
    before.copyFrom(now);
    fill(direction, 1);
    List<Var> gradient = Gradient.of(divergence, now.variables());
    List<Matrix> product =
        interpreter().values(FisherProduct.of(policy, now.variables(), direction.variables()));

    double epsilon = 1e-5;
    List<Matrix> above = moved(now, direction, epsilon).values(gradient);
    List<Matrix> below = moved(now, direction, -epsilon).values(gradient);
    for (int i = 0; i < product.size(); i++) {
      for (int j = 0; j < product.get(i).values().length; j++) {
        double difference = (above.get(i).values()[j] - below.get(i).values()[j]) / (2 * epsilon);
        assertThat(product.get(i).values()[j])
            .as("%s[%d]", now.all().get(i).name(), j)
            .isCloseTo(difference, within(1e-8 + 1e-7 * Math.abs(difference)));
      }
    }
  }

  private Interpreter moved(Parameters now, Parameters direction, double step) {
    Interpreter interpreter = interpreter();
    for (Parameters.Parameter p : now.all()) {
      Matrix value = Matrix.zeros(p.rows(), p.columns());
      for (int i = 0; i < value.values().length; i++) {
        value.values()[i] = now.values()[p.at() + i] + step * direction.values()[p.at() + i];
      }
      interpreter.set(p.variable(), value);
    }
    return interpreter;
  }

  @ParameterizedTest
  @MethodSource("actions")
  void it_is_symmetric_and_positive(Space actions) {
    Parameters parameters = new Parameters("actor");
    Distribution policy = policy(parameters, actions);
    Parameters v = like(parameters);
    Parameters w = like(parameters);
    for (int trial = 0; trial < 10; trial++) {
      fill(parameters, 0.6);
      fill(v, 1);
      fill(w, 1);
      List<Var> xs = parameters.variables();
      List<Matrix> fv = interpreter().values(FisherProduct.of(policy, xs, v.variables()));
      List<Matrix> fw = interpreter().values(FisherProduct.of(policy, xs, w.variables()));

      assertThat(dot(fv, w)).isCloseTo(dot(fw, v), within(1e-12 * Math.abs(dot(fv, v))));
      assertThat(dot(fv, v)).isPositive();
      assertThat(dot(fw, w)).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void the_program_computes_it_with_damping_and_follows_the_parameters(Space actions) {
    Parameters parameters = new Parameters("actor");
    Distribution policy = policy(parameters, actions);
    FisherProduct fisher = new FisherProduct(policy, parameters, 0.25, Workers.of(1));
    fisher.program().prepare(ROWS);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < OBSERVATION; j++) {
        float value = (float) observations.values()[i * OBSERVATION + j];
        fisher.program().region(observation).set(i, j, value);
      }
    }
    Parameters v = like(parameters);
    float[] out = new float[v.size()];
    for (int trial = 0; trial < 3; trial++) { // the batch is written once
      fill(parameters, 0.6);
      fill(v, 1);
      fisher.of(v.values(), out);

      List<Matrix> expected =
          interpreter().values(FisherProduct.of(policy, parameters.variables(), v.variables()));
      int at = 0;
      for (Matrix part : expected) {
        for (double x : part.values()) {
          assertThat((double) out[at])
              .isCloseTo(x + 0.25 * v.values()[at], within(1e-5 * (1 + Math.abs(x))));
          at++;
        }
      }
    }
  }

  @Test
  void of_a_softmax_bandit_it_is_the_covariance_of_the_choice() {
    int n = 4;
    Parameters logits = new Parameters("logits");
    Var theta = logits.add("theta", 1, n).variable();
    Distribution policy = new Categorical(theta.broadcastTo(Extent.batch(n)));
    Parameters direction = like(logits);
    fill(logits, 1);
    double sum = 0;
    double[] p = new double[n];
    for (int i = 0; i < n; i++) {
      p[i] = Math.exp(logits.values()[i]);
      sum += p[i];
    }
    for (int j = 0; j < n; j++) {
      Arrays.fill(direction.values(), 0);
      direction.values()[j] = 1;
      double[] column =
          new Interpreter(ROWS)
              .values(FisherProduct.of(policy, List.of(theta), direction.variables()))
              .get(0)
              .values();
      for (int i = 0; i < n; i++) {
        double expected = (i == j ? p[i] / sum : 0) - p[i] / sum * p[j] / sum;
        assertThat(column[i]).as("F[%d, %d]", i, j).isCloseTo(expected, within(1e-15));
      }
    }
  }

  /**
   * N(μ, σ) once by θ = (μ, log σ) and once by φ, of which θ is a function: the natural gradients
   * are one vector, dθ/dφ·x_φ = x_θ, and the plain ones are not.
   */
  @Test
  void the_natural_gradient_does_not_depend_on_the_parametrisation() {
    float[] phi = {0.4f, -0.3f};
    Function<Var, Var> mean = v -> v.slice(0, 1).plus(v.slice(1, 2).times(3).sin());
    Function<Var, Var> deviation = v -> v.slice(0, 1).times(v.slice(1, 2)).minus(v.slice(1, 2));
    double[][] jacobian = {
      {1, 3 * Math.cos(3 * phi[1])},
      {phi[1], phi[0] - 1}
    };
    float[] theta = {(float) (phi[0] + Math.sin(3 * phi[1])), phi[0] * phi[1] - phi[1]};

    double[][] curved = gradients(phi, mean, deviation);
    double[][] straight = gradients(theta, v -> v.slice(0, 1), v -> v.slice(1, 2));

    for (int i = 0; i < 2; i++) {
      assertThat(jacobian[i][0] * curved[1][0] + jacobian[i][1] * curved[1][1])
          .as("natural, %d", i)
          .isCloseTo(straight[1][i], within(1e-4));
    }
    double plain = jacobian[0][0] * curved[0][0] + jacobian[0][1] * curved[0][1];
    assertThat(Math.abs(plain - straight[0][0])).as("plain").isGreaterThan(0.1);
  }

  /** The plain and the natural gradient of E[log π(a)·A] with some actions and advantages. */
  private static double[][] gradients(
      float[] at, Function<Var, Var> mean, Function<Var, Var> logDeviation) {
    Parameters parameters = new Parameters("two");
    Var x = parameters.add("x", 1, 2).variable();
    System.arraycopy(at, 0, parameters.values(), 0, 2);
    parameters.written();
    Var action = Var.input("action", 1);
    Var advantage = Var.input("advantage", 1);
    Distribution policy =
        new DiagonalGaussian(
            mean.apply(x).broadcastTo(action.extent()),
            logDeviation.apply(x).broadcastTo(action.extent()));
    Var gradient = Gradient.of(policy.logProbability(action).times(advantage).mean(), x);
    Program program = Program.of(gradient);
    program.prepare(3);
    program.region(action).copyFrom(new float[] {-1, 0.5f, 2}, 0, 3);
    program.region(advantage).copyFrom(new float[] {1, -0.5f, 0.7f}, 0, 3);
    program.run();
    float[] g = new float[2];
    float[] natural = new float[2];
    program.region(gradient).copyTo(g, 0);
    FisherProduct fisher = new FisherProduct(policy, parameters, 0, Workers.of(1));
    fisher.program().prepare(3);
    new ConjugateGradient(2, 4, 0).solve(fisher, g, natural);
    return new double[][] {{g[0], g[1]}, {natural[0], natural[1]}};
  }
}
