package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.random.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConjugateGradientTest {

  private static ConjugateGradient.Product product(double[][] a) {
    return (v, out) -> {
      for (int i = 0; i < a.length; i++) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
          sum += a[i][j] * v[j];
        }
        out[i] = (float) sum;
      }
    };
  }

  /** M·Mᵀ + I. */
  private static double[][] random(int n, RandomGenerator random) {
    double[][] m = new double[n][n];
    double[][] a = new double[n][n];
    for (double[] row : m) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextGaussian();
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          a[i][j] += m[i][k] * m[j][k];
        }
      }
    }
    return a;
  }

  private static double trace(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i][i];
    }
    return sum;
  }

  @Test
  void two_equations_are_solved_in_two_iterations() {
    float[] x = {7, 7};
    double residual =
        new ConjugateGradient(2, 2, 0)
            .solve(product(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, x);
    assertThat((double) x[0]).isCloseTo(1 / 11.0, within(1e-7));
    assertThat((double) x[1]).isCloseTo(7 / 11.0, within(1e-7));
    assertThat(residual).isLessThan(1e-6);
  }

  @Test
  void one_iteration_is_steepest_descent() {
    float[] x = new float[2];
    double residual =
        new ConjugateGradient(2, 1, 0)
            .solve(product(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, x);
    assertThat((double) x[0]).isCloseTo(0.25, within(1e-7)); // rᵀr / rᵀAr = 5/20
    assertThat((double) x[1]).isCloseTo(0.5, within(1e-7));
    assertThat(residual).isCloseTo(Math.hypot(-0.5, 0.25), within(1e-7));
  }

  @Test
  void the_residual_is_that_of_the_solution_after_any_number_of_iterations() {
    RandomGenerator random = Seeds.of(4).stream("matrix");
    double[][] a = random(8, random);
    float[] b = new float[8];
    for (int i = 0; i < b.length; i++) {
      b[i] = (float) random.nextGaussian();
    }
    for (int iterations = 1; iterations <= 12; iterations++) {
      float[] x = new float[8];
      float[] product = new float[8];
      double residual = new ConjugateGradient(8, iterations, 0).solve(product(a), b, x);
      product(a).of(x, product);
      double squares = 0;
      for (int i = 0; i < b.length; i++) {
        squares += Math.pow((double) b[i] - product[i], 2);
      }
      assertThat(residual).isCloseTo(Math.sqrt(squares), within(2e-5));
      double rounding = 0x1p-23 * trace(a) * ConjugateGradient.dot(x, x); // of floats: ε·‖A‖·‖x‖²
      assertThat(ConjugateGradient.dot(x, product))
          .as("xᵀAx = bᵀx")
          .isCloseTo(ConjugateGradient.dot(b, x), within(rounding));
      if (iterations >= 10) {
        assertThat(residual).isLessThan(2e-5);
      }
    }
  }

  @Test
  void it_ends_within_the_tolerance() {
    int[] products = {0};
    ConjugateGradient.Product identity =
        (v, out) -> {
          products[0]++;
          System.arraycopy(v, 0, out, 0, v.length);
        };
    float[] x = new float[3];
    new ConjugateGradient(3, 10, 1e-10).solve(identity, new float[] {1, 2, 3}, x);
    assertThat(x).containsExactly(1, 2, 3);
    assertThat(products[0]).isEqualTo(1);

    assertThat(new ConjugateGradient(3, 10, 0).solve(identity, new float[3], x)).isZero();
    assertThat(x).containsOnly(0);
    assertThat(products[0]).as("of nothing there is nothing to multiply").isEqualTo(1);
  }

  @Test
  void a_direction_without_curvature_ends_it() {
    float[] x = new float[2];
    double residual =
        new ConjugateGradient(2, 5, 0)
            .solve(product(new double[][] {{1, 0}, {0, 0}}), new float[] {0, 1}, x);
    assertThat(x).containsOnly(0);
    assertThat(residual).isEqualTo(1);
  }
}
