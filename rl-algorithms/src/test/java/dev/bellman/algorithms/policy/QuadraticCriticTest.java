package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.policy.QuadraticCritic.Paraboloid;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.random.Pcg64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paraboloids of networks with large random weights. */
class QuadraticCriticTest {
  private static final int ROWS = 200;
  private static final int OBSERVATION = 3;

  private final Parameters parameters = new Parameters("network");
  private final Var s = Var.input("observation", OBSERVATION);

  private Paraboloid random(int n) {
    QuadraticCritic critic =
        new QuadraticCritic(parameters, OBSERVATION, n, List.of(8, 7), Pcg64.of(n));
    normal(Pcg64.of(n + 1), 0.7f, parameters.values());
    parameters.written();
    return critic.at(s);
  }

  private static void normal(RandomGenerator random, float deviation, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = deviation * (float) random.nextGaussian();
    }
  }

  private void prepare(Program program, Var action, int n) {
    RandomGenerator random = Pcg64.of(n + 2);
    float[] observations = new float[ROWS * OBSERVATION];
    normal(random, 1, observations);
    float[] actions = new float[ROWS * n];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = (float) random.nextDouble(-1, 1);
    }
    program.prepare(ROWS);
    program.region(s).copyFrom(observations, 0, ROWS);
    program.region(action).copyFrom(actions, 0, ROWS);
    program.run();
  }

  /** The very words of the equation, with L and L·Lᵀ as matrices. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void q_is_the_quadratic_form_of_the_factor(int n) {
    Paraboloid paraboloid = random(n);
    Var a = Var.input("action", n);
    Var q = paraboloid.at(a);
    Var value = paraboloid.value();
    Program program = Program.of(q, value, paraboloid.mean(), paraboloid.factor());
    prepare(program, a, n);

    Region entries = program.region(paraboloid.factor());
    for (int row = 0; row < ROWS; row++) {
      double[][] factor = new double[n][n];
      int at = 0;
      for (int k = 0; k < n; k++) { // the diagonal, then one subdiagonal after the other
        for (int j = 0; j + k < n; j++) {
          double entry = entries.get(row, at++);
          factor[j + k][j] = k == 0 ? Math.exp(entry) : entry;
        }
      }
      double[] d = new double[n];
      for (int i = 0; i < n; i++) {
        d[i] =
            (double) program.region(a).get(row, i) - program.region(paraboloid.mean()).get(row, i);
      }
      double form = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            form += d[i] * factor[i][k] * factor[j][k] * d[j];
          }
        }
      }
      assertThat((double) program.region(q).get(row, 0))
          .isCloseTo(program.region(value).get(row, 0) - form / 2, within(1e-5 * (1 + form)));
    }
  }

  /** No action is better than μ(s), and that one is worth V(s). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void the_value_is_the_maximum_and_the_mean_attains_it(int n) {
    Paraboloid paraboloid = random(n);
    Var a = Var.input("action", n);
    Var any = paraboloid.at(a);
    Var best = paraboloid.at(paraboloid.mean());
    Var value = paraboloid.value();
    Program program = Program.of(any, best, value, paraboloid.mean());
    prepare(program, a, n);

    for (int row = 0; row < ROWS; row++) {
      float v = program.region(value).get(row, 0);
      assertThat(program.region(best).get(row, 0)).isEqualTo(v);
      assertThat(program.region(any).get(row, 0)).isLessThanOrEqualTo(v);
      for (int i = 0; i < n; i++) {
        assertThat(program.region(paraboloid.mean()).get(row, i)).isStrictlyBetween(-1f, 1f);
      }
    }
  }

  /** Heads begin ten times smaller than the layers before them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void heads_begin_small(int n) {
    new QuadraticCritic(parameters, OBSERVATION, n, List.of(64, 100), Pcg64.of(4));
    for (Parameters.Parameter p : parameters.all()) {
      double bound =
          p.name().startsWith("hidden.0") ? 1 / Math.sqrt(OBSERVATION) : 1 / Math.sqrt(64);
      bound = p.name().startsWith("hidden") ? bound : 0.1 / Math.sqrt(100);
      float largest = 0;
      for (int i = 0; i < p.rows() * p.columns(); i++) {
        largest = Math.max(largest, Math.abs(parameters.values()[p.at() + i]));
      }
      assertThat((double) largest).as(p.name()).isBetween(0.01 * bound, bound);
    }
  }
}
