package dev.bellman.envs.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiccatiTest {
  private static final int SEEDS = 30;

  private static LinearQuadratic scalar(
      double a, double b, double q, double r, double gamma, double noise) {
    return new LinearQuadratic(
        new double[][] {{a}},
        new double[][] {{b}},
        new double[][] {{q}},
        new double[][] {{r}},
        gamma,
        noise,
        new Start.Normal(1));
  }

  /** With one state (2) is γb²·p² + (r − γb²q − γa²r)·p − qr = 0. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1",
    "1.2, 0.5, 1, 0.1, 0.95",
    "-0.7, 2, 3, 4, 0.9",
    "2, 1, 0.5, 10, 0.99",
    "0, 1, 1, 1, 0.5"
  })
  void withOneStateTheRootsAreKnown(double a, double b, double q, double r, double gamma) {
    double second = gamma * b * b;
    double first = r - gamma * b * b * q - gamma * a * a * r;
    double p = (-first + Math.sqrt(first * first + 4 * second * q * r)) / (2 * second);
    double gain = gamma * a * b * p / (r + gamma * b * b * p);

    Riccati.Optimum optimum = Riccati.solve(scalar(a, b, q, r, gamma, 0));
    assertThat(optimum.value().matrix()[0][0]).isCloseTo(p, within(1e-12 * p));
    assertThat(optimum.gain()[0][0]).isCloseTo(gain, within(1e-12));
    assertThat(optimum.value().constant()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99, 1})
  void theRiccatiEquationHolds(double gamma) {
    for (long seed = 0; seed < SEEDS; seed++) {
      LinearQuadratic lq = new RandomSystems(seed).system(gamma, 0);
      assertThat(Riccati.solve(lq).residual()).as("seed %d", seed).isLessThan(1e-12);
    }
  }

  /** The equation written out here once more, with an inverse that is checked by multiplying. */
  @Test
  void theSpringsSolutionSolvesTheEquationAsWritten() {
    LinearQuadratic lq = LinearQuadratic.spring(0.99, 0, new Start.Normal(1));
    Riccati.Optimum optimum = Riccati.solve(lq);
    double[][] p = optimum.value().matrix();
    double pa01 = 0.99 * (p[0][0] * 0.1 + p[0][1] * 0.95);
    double pa11 = 0.99 * (p[1][0] * 0.1 + p[1][1] * 0.95);
    double pa00 = 0.99 * (p[0][0] - p[0][1] * 0.05);
    double pa10 = 0.99 * (p[1][0] - p[1][1] * 0.05);
    double s = 0.1 + 0.99 * 0.01 * p[1][1];
    double k0 = 0.1 * pa10 / s;
    double k1 = 0.1 * pa11 / s;

    assertThat(optimum.gain()[0][0]).isCloseTo(k0, within(1e-12));
    assertThat(optimum.gain()[0][1]).isCloseTo(k1, within(1e-12));
    assertThat(1 + pa00 - 0.05 * pa10 - s * k0 * k0).isCloseTo(p[0][0], within(1e-11));
    assertThat(pa01 - 0.05 * pa11 - s * k0 * k1).isCloseTo(p[0][1], within(1e-11));
    assertThat(0.1 + 0.1 * pa01 + 0.95 * pa11 - s * k1 * k1).isCloseTo(p[1][1], within(1e-11));
  }

  @Test
  void theBestGainsValueIsTheBestValue() {
    for (long seed = 0; seed < SEEDS; seed++) {
      LinearQuadratic lq = new RandomSystems(seed).system(0.95, 0.3);
      Riccati.Optimum optimum = Riccati.solve(lq);
      Riccati.PolicyValue value = Riccati.evaluate(lq, optimum.gain());
      assertClose(value.value(), optimum.value(), "seed " + seed);
      assertClose(value.actionValue(), optimum.actionValue(), "seed " + seed);
    }
  }

  private static void assertClose(Quadratic one, Quadratic other, String what) {
    double[][] expected = other.matrix();
    double difference = Matrices.largest(Matrices.sum(one.matrix(), -1, expected));
    assertThat(difference).as(what).isLessThan(1e-11 * Matrices.largest(expected));
    assertThat(one.constant()).as(what).isCloseTo(other.constant(), within(1e-10));
  }

  @Test
  void aValueIsTheDiscountedSumOfRewards() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomSystems random = new RandomSystems(seed);
      LinearQuadratic lq = random.system(0.9, 0);
      double[][] gain = random.gain(lq);
      double[] x = random.vector(lq.states());
      double value = Riccati.evaluate(lq, gain).value().at(x);
      double sum = 0;
      double weight = 1;
      for (int t = 0; t < 1_000; t++) {
        double[] u = action(gain, x);
        sum += weight * reward(lq, x, u);
        weight *= 0.9;
        x = next(lq, x, u);
      }
      assertThat(sum).as("seed %d", seed).isCloseTo(value, within(1e-9));
    }
  }

  /** Q(x, u) = r + γ·E[V(x′)] at random states and actions, and V(x) = Q(x, −Kx). */
  @Test
  void theBellmanEquationsHold() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomSystems random = new RandomSystems(seed);
      LinearQuadratic lq = random.system(0.9, 0.5);
      double[][] gain = random.gain(lq);
      Riccati.PolicyValue value = Riccati.evaluate(lq, gain);
      double[] x = random.vector(lq.states());
      double[] u = random.vector(lq.actions());
      assertThat(value.actionValue().at(row(x, u)))
          .as("seed %d", seed)
          .isCloseTo(backup(lq, value.value(), x, u), within(1e-9));
      assertThat(value.actionValue().at(row(x, action(gain, x))))
          .as("seed %d", seed)
          .isCloseTo(value.value().at(x), within(1e-9));
    }
  }

  @Test
  void noActionIsBetterThanTheBest() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomSystems random = new RandomSystems(seed);
      LinearQuadratic lq = random.system(0.9, 0.5);
      Riccati.Optimum optimum = Riccati.solve(lq);
      double[] x = random.vector(lq.states());
      double best = optimum.value().at(x);
      assertThat(optimum.actionValue().at(row(x, action(optimum.gain(), x))))
          .isCloseTo(best, within(1e-9));
      for (int i = 0; i < 20; i++) {
        assertThat(optimum.actionValue().at(row(x, random.vector(lq.actions()))))
            .as("seed %d", seed)
            .isLessThan(best);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "0.9, 0.5", "1, 0"})
  void theGradientIsThatOfTheObjective(double gamma, double noise) {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomSystems random = new RandomSystems(seed);
      LinearQuadratic lq = random.system(gamma, noise);
      double[][] gain = random.gain(lq);
      double[][] gradient = Riccati.gradient(lq, gain);
      double scale = Matrices.largest(gradient);
      double step = 1e-5;
      for (int i = 0; i < gain.length; i++) {
        for (int j = 0; j < gain[i].length; j++) {
          double[][] up = Matrices.copy(gain);
          double[][] down = Matrices.copy(gain);
          up[i][j] += step;
          down[i][j] -= step;
          double difference =
              (Riccati.objective(lq, up) - Riccati.objective(lq, down)) / (2 * step);
          assertThat(gradient[i][j])
              .as("seed %d: dJ/dK[%d][%d]", seed, i, j)
              .isCloseTo(difference, within(1e-6 * scale));
        }
      }
    }
  }

  @Test
  void theGradientVanishesAtTheBestGainAndNowhereElse() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomSystems random = new RandomSystems(seed);
      LinearQuadratic lq = random.system(0.95, 0.5);
      double[][] best = Riccati.solve(lq).gain();
      double elsewhere = Matrices.largest(Riccati.gradient(lq, random.gain(lq)));
      assertThat(Matrices.largest(Riccati.gradient(lq, best)))
          .as("seed %d", seed)
          .isLessThan(1e-9 * elsewhere);
    }
  }

  /** x₀ = 0: all that is lost is lost to noise. */
  @Test
  void theConstantIsWhatNoiseCosts() {
    LinearQuadratic base = LinearQuadratic.spring(0.9, 0.5, new Start.OneOf(new double[] {0, 0}));
    double[][] gain = {{1, 0.5}};
    double constant = Riccati.evaluate(base, gain).value().constant();
    LinearQuadraticEnvironment world = new LinearQuadraticEnvironment(base, 10);
    int episodes = 4_000;
    float[] x = new float[2];
    float[] u = new float[1];
    double sum = 0;
    double squares = 0;
    world.reset(17, x, 0);
    for (int e = 0; e < episodes; e++) {
      world.reset(x, 0);
      double cost = 0;
      double weight = 1;
      for (int t = 0; t < 150; t++) { // what follows weighs 0.9¹⁵⁰ = 1e-7
        u[0] = (float) -(gain[0][0] * x[0] + gain[0][1] * x[1]);
        cost -= weight * world.step(u, 0, x, 0);
        weight *= 0.9;
      }
      sum += cost;
      squares += cost * cost;
    }
    double mean = sum / episodes;
    double error = Math.sqrt((squares / episodes - mean * mean) / episodes);
    assertThat(error).as("standard error").isLessThan(0.02 * constant);
    assertThat(mean).isCloseTo(constant, within(4 * error));
  }

  /** The density is exp((Q − V)/α), so that V is α·log ∫ exp(Q/α), and Q backs V up. */
  @Test
  void theSoftOptimumSolvesTheSoftBellmanEquation() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomSystems random = new RandomSystems(seed);
      LinearQuadratic lq = random.system(0.9, 0.4);
      double alpha = 0.7;
      Riccati.SoftOptimum soft = Riccati.soft(lq, alpha);
      double[] x = random.vector(lq.states());
      double[] u = random.vector(lq.actions());
      double actionValue = soft.actionValue().at(row(x, u));

      assertThat(actionValue)
          .as("seed %d: Q = r + γ·E[V]", seed)
          .isCloseTo(backup(lq, soft.value(), x, u), within(1e-9));
      assertThat((actionValue - soft.value().at(x)) / alpha)
          .as("seed %d: log π = (Q − V)/α", seed)
          .isCloseTo(logDensity(soft, x, u), within(1e-9));
    }
  }

  /** The integral, by the trapezoidal rule, which has no error worth naming for a Gaussian. */
  @Test
  void theSoftValueIsALogarithmOfAnIntegral() {
    LinearQuadratic lq = LinearQuadratic.spring(0.95, 0.2, new Start.Normal(1));
    double alpha = 0.3;
    Riccati.SoftOptimum soft = Riccati.soft(lq, alpha);
    double[] x = {0.7, -1.3};
    double best = soft.actionValue().at(row(x, action(soft.gain(), x)));
    double deviation = Math.sqrt(soft.covariance()[0][0]);
    double mean = action(soft.gain(), x)[0];
    double step = deviation / 20;
    double integral = 0;
    for (int i = -400; i <= 400; i++) {
      double[] u = {mean + i * step};
      integral += step * Math.exp((soft.actionValue().at(row(x, u)) - best) / alpha);
    }
    assertThat(best + alpha * Math.log(integral)).isCloseTo(soft.value().at(x), within(1e-10));
  }

  @Test
  void withoutTemperatureTheSoftOptimumIsTheOptimum() {
    LinearQuadratic lq = LinearQuadratic.spring(0.95, 0.2, new Start.Normal(1));
    Riccati.SoftOptimum soft = Riccati.soft(lq, 1e-9);
    Riccati.Optimum optimum = Riccati.solve(lq);
    assertThat(soft.gain()).isDeepEqualTo(optimum.gain());
    assertThat(soft.value().constant()).isCloseTo(optimum.value().constant(), within(1e-6));
    assertThat(soft.covariance()[0][0]).isPositive().isLessThan(1e-8);
  }

  @Test
  void whatHasNoFiniteValueIsRefused() {
    LinearQuadratic integrator = scalar(1, 1, 1, 1, 1, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.evaluate(integrator, new double[][] {{0}}))
        .withMessageContaining("not stable");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.evaluate(integrator, new double[][] {{2.5}}))
        .withMessageContaining("not stable");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.evaluate(integrator, new double[][] {{1, 2}}))
        .withMessage("Riccati: gain must be [1, 1], but is [1, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.solve(scalar(2, 0, 1, 1, 1, 0)))
        .withMessageContaining("does not converge");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.soft(integrator, 1))
        .withMessageContaining("gamma must be < 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.soft(scalar(1, 1, 1, 1, 0.9, 0), 0))
        .withMessageContaining("temperature must be > 0");
  }

  @Test
  void undiscountedNoiseHasAGainAndNoValue() {
    LinearQuadratic noisy = scalar(1, 1, 1, 1, 1, 0.1);
    Riccati.Optimum optimum = Riccati.solve(noisy);
    assertThat(optimum.gain()).isDeepEqualTo(Riccati.solve(scalar(1, 1, 1, 1, 1, 0)).gain());
    assertThat(optimum.value().constant()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Riccati.gradient(noisy, optimum.gain()))
        .withMessageContaining("noise must be 0");
  }

  private static double backup(LinearQuadratic lq, Quadratic value, double[] x, double[] u) {
    double lost = lq.noise() * lq.noise() * Matrices.trace(value.matrix());
    return reward(lq, x, u) + lq.gamma() * (value.at(next(lq, x, u)) - lost);
  }

  private static double reward(LinearQuadratic lq, double[] x, double[] u) {
    return -Matrices.quadratic(lq.q(), x) - Matrices.quadratic(lq.r(), u);
  }

  private static double[] next(LinearQuadratic lq, double[] x, double[] u) {
    double[] ax = times(lq.a(), x);
    double[] bu = times(lq.b(), u);
    Arrays.setAll(ax, i -> ax[i] + bu[i]);
    return ax;
  }

  private static double[] action(double[][] gain, double[] x) {
    double[] u = times(gain, x);
    Arrays.setAll(u, i -> -u[i]);
    return u;
  }

  private static double[] times(double[][] m, double[] x) {
    double[] y = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += m[i][j] * x[j];
      }
    }
    return y;
  }

  private static double[] row(double[] x, double[] u) {
    double[] row = Arrays.copyOf(x, x.length + u.length);
    System.arraycopy(u, 0, row, x.length, u.length);
    return row;
  }

  private static double logDensity(Riccati.SoftOptimum soft, double[] x, double[] u) {
    double[] mean = action(soft.gain(), x);
    double[][] lower = Matrices.cholesky(soft.covariance()).orElseThrow();
    double[][] off = new double[u.length][1];
    for (int i = 0; i < u.length; i++) {
      off[i][0] = u[i] - mean[i];
    }
    double distance = 0;
    double[][] scaled = Matrices.solve(lower, off);
    for (int i = 0; i < u.length; i++) {
      distance += off[i][0] * scaled[i][0];
    }
    return -0.5 * (distance + u.length * Math.log(2 * Math.PI) + Matrices.logDeterminant(lower));
  }
}
