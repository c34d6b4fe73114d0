package dev.bellman.envs.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LinearQuadraticTest {
  private static final Start ANY = new Start.Normal(1);

  /** What a problem is made of, to change one thing at a time. */
  private record Parts(
      double[][] a, double[][] b, double[][] q, double[][] r, double gamma, double noise, Start s) {
    LinearQuadratic make() {
      return new LinearQuadratic(a, b, q, r, gamma, noise, s);
    }
  }

  private static final Parts GOOD =
      new Parts(
          new double[][] {{1, 2}, {3, 4}},
          new double[][] {{5}, {6}},
          new double[][] {{1, 1}, {1, 1}},
          new double[][] {{2}},
          0.9,
          0.1,
          ANY);

  private static void refused(String sentence, UnaryOperator<Parts> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(GOOD).make())
        .withMessage("LinearQuadratic: " + sentence);
  }

  @Test
  void aSemidefiniteQIsTaken() {
    assertThat(GOOD.make().states()).isEqualTo(2);
    assertThat(GOOD.make().actions()).isEqualTo(1);
    Parts p = GOOD;
    double[][] zero = new double[2][2];
    assertThat(new Parts(p.a, p.b, zero, p.r, 1, 0, ANY).make().q()).isDeepEqualTo(zero);
  }

  @Test
  void shapesAreChecked() {
    double[][] wide = {{1, 2, 3}, {4, 5, 6}};
    refused(
        "A must be [2, 2], but is [2, 3]",
        p -> new Parts(wide, p.b, p.q, p.r, p.gamma, p.noise, p.s));
    refused(
        "B must be [2, 1], but is [1, 1]",
        p -> new Parts(p.a, new double[1][1], p.q, p.r, p.gamma, p.noise, p.s));
    refused(
        "Q must be [2, 2], but is [1, 1]",
        p -> new Parts(p.a, p.b, new double[1][1], p.r, p.gamma, p.noise, p.s));
    refused(
        "R must be [1, 1], but is [2, 2]",
        p -> new Parts(p.a, p.b, p.q, new double[2][2], p.gamma, p.noise, p.s));
    refused(
        "A must have rows of one length, but they have 2 and 1",
        p -> new Parts(new double[][] {{1, 2}, {3}}, p.b, p.q, p.r, p.gamma, p.noise, p.s));
    refused(
        "B must have rows and columns, but has none",
        p -> new Parts(p.a, new double[2][0], p.q, p.r, p.gamma, p.noise, p.s));
    refused(
        "A must be finite, but has NaN",
        p -> new Parts(new double[][] {{Double.NaN}}, p.b, p.q, p.r, p.gamma, p.noise, p.s));
    refused(
        "start must have states of length 2, but has 3",
        p -> new Parts(p.a, p.b, p.q, p.r, p.gamma, p.noise, new Start.OneOf(new double[3])));
  }

  @Test
  void costsAreSymmetricAndDefinite() {
    double[][] skew = {{1, 0.5}, {0.4, 1}};
    double[][] saddle = {{1, 2}, {2, 1}};
    refused(
        "Q must be symmetric, but is [[1.0, 0.5], [0.4, 1.0]]",
        p -> new Parts(p.a, p.b, skew, p.r, p.gamma, p.noise, p.s));
    refused(
        "Q must be positive semidefinite, but is [[1.0, 2.0], [2.0, 1.0]]",
        p -> new Parts(p.a, p.b, saddle, p.r, p.gamma, p.noise, p.s));
    refused(
        "R must be positive definite, but is [[0.0]]",
        p -> new Parts(p.a, p.b, p.q, new double[1][1], p.gamma, p.noise, p.s));
    double[][] both = {{1, 0}, {0, 1}};
    refused(
        "R must be symmetric, but is [[1.0, 0.5], [0.4, 1.0]]",
        p -> new Parts(p.a, both, p.q, skew, p.gamma, p.noise, p.s));
  }

  @Test
  void numbersAreInTheirRanges() {
    for (double gamma : new double[] {0, 1.1, Double.NaN}) {
      refused(
          "gamma must be in (0, 1], but is " + gamma,
          p -> new Parts(p.a, p.b, p.q, p.r, gamma, p.noise, p.s));
    }
    for (double noise : new double[] {-1, Double.POSITIVE_INFINITY, Double.NaN}) {
      refused(
          "noise must be ≥ 0 and finite, but is " + noise,
          p -> new Parts(p.a, p.b, p.q, p.r, p.gamma, noise, p.s));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Start.Normal(-1))
        .withMessage("Start.Normal: scale must be ≥ 0 and finite, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Start.OneOf())
        .withMessage("Start.OneOf: states must have rows and columns, but has none");
  }

  @Test
  void itIsImmutable() {
    double[][] a = {{1, 2}, {3, 4}};
    LinearQuadratic lq =
        new LinearQuadratic(a, GOOD.b, GOOD.q, GOOD.r, GOOD.gamma, GOOD.noise, GOOD.s);
    a[0][0] = 99;
    lq.a()[1][1] = 99;
    assertThat(lq.a()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
  }

  @Test
  void secondMomentsAreThoseOfTheStart() {
    assertThat(new Start.Normal(3).secondMoment(2)).isDeepEqualTo(new double[][] {{9, 0}, {0, 9}});
    assertThat(new Start.OneOf(new double[] {1, 2}, new double[] {3, -4}).secondMoment(2))
        .isDeepEqualTo(new double[][] {{5, -5}, {-5, 10}});
  }
}
