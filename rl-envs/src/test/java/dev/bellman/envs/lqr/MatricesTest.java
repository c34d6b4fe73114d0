package dev.bellman.envs.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MatricesTest {
  private static final double[][] TALL = {{1, 2}, {3, 4}, {5, 6}};

  @Test
  void productsByHand() {
    assertThat(Matrices.product(TALL, new double[][] {{1}, {10}}))
        .isDeepEqualTo(new double[][] {{21}, {43}, {65}});
    assertThat(Matrices.transpose(TALL)).isDeepEqualTo(new double[][] {{1, 3, 5}, {2, 4, 6}});
    assertThat(Matrices.sandwich(TALL, Matrices.identity(3, 2)))
        .isDeepEqualTo(new double[][] {{70, 88}, {88, 112}});
    assertThat(Matrices.quadratic(new double[][] {{1, 2}, {3, 4}}, new double[] {1, 10}))
        .isEqualTo(451);
  }

  @Test
  void aCholeskyFactorSolvesAndHasTheDeterminant() {
    double[][] m = {{4, 2}, {2, 3}};
    double[][] lower = Matrices.cholesky(m).orElseThrow();
    assertThat(Matrices.logDeterminant(lower)).isCloseTo(Math.log(8), within(1e-14));
    double[][] x = Matrices.solve(lower, new double[][] {{8}, {7}});
    assertThat(x[0][0]).isCloseTo(1.25, within(1e-14));
    assertThat(x[1][0]).isCloseTo(1.5, within(1e-14));
    assertThat(Matrices.cholesky(new double[][] {{1, 2}, {2, 1}})).isEmpty();
    assertThat(Matrices.cholesky(new double[][] {{Double.NaN}})).isEmpty();
  }

  @Test
  void aNumberThatIsNoneIsLargest() {
    assertThat(Matrices.largest(new double[][] {{1, -3}})).isEqualTo(3);
    assertThat(Matrices.largest(new double[][] {{Double.NaN, 7}})).isNaN();
  }
}
