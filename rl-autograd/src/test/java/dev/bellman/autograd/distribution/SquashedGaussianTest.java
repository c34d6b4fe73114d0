package dev.bellman.autograd.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples, what is said of their probability, and its derivatives, against formulas in doubles. */
class SquashedGaussianTest {
  private static final int ROWS = 200;
  private static final int COLUMNS = 2;
  private static final long KEY = 2026;

  private final Var mean = Var.input("mean", COLUMNS);
  private final Var logDeviation = Var.input("logDeviation", COLUMNS);
  private final SquashedGaussian distribution = new SquashedGaussian(mean, logDeviation);
  private final SquashedGaussian.Sample sample = distribution.sample(new NoiseSource(KEY));

  /** μ within ±m, log σ within [−2, 1]. */
  private Program run(float m, Var... results) {
    Program program = Program.of(results);
    program.prepare(ROWS);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        program.region(mean).set(i, j, m * (2f * i / ROWS - 1) * (j == 0 ? 1 : -0.5f));
        program.region(logDeviation).set(i, j, -2 + 3f * ((7 * i + j) % ROWS) / ROWS);
      }
    }
    program.run();
    return program;
  }

  /** The ε that the sample draws. */
  private static Region noise() {
    Var epsilon = Var.normal(new NoiseSource(KEY), Extent.batch(COLUMNS));
    Program program = Program.of(epsilon);
    program.prepare(ROWS);
    program.run();
    return program.region(epsilon);
  }

  /** log(1 − tanh² u) without cancellation: 2·ln 2 − 2·|u| − 2·ln(1 + e^−2|u|). */
  private static double logSlope(double u) {
    return 2 * (Math.log(2) - Math.abs(u) - Math.log1p(Math.exp(-2 * Math.abs(u))));
  }

  /** At |u| = 20, tanh u is 1 in floats and 1 − tanh² u is 0. */
  @ParameterizedTest
  @CsvSource({"0.5", "3", "20"})
  void aSampleKnowsItsProbability(float m) {
    Program program = run(m, sample.action(), sample.logProbability());
    Region epsilon = noise();
    for (int i = 0; i < ROWS; i++) {
      double expected = 0;
      for (int j = 0; j < COLUMNS; j++) {
        double z = epsilon.get(i, j);
        double log = program.region(logDeviation).get(i, j);
        double u = program.region(mean).get(i, j) + Math.exp(log) * z;
        expected += -z * z / 2 - log - Math.log(2 * Math.PI) / 2 - logSlope(u);
        assertThat((double) program.region(sample.action()).get(i, j))
            .isCloseTo(Math.tanh(u), within(1e-6));
      }
      assertThat((double) program.region(sample.logProbability()).get(i, 0))
          .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void theInverseFindsTheProbabilityOfASample() {
    Var found = distribution.logProbability(sample.action());
    Program program = run(0.3f, sample.action(), sample.logProbability(), found);
    int compared = 0;
    for (int i = 0; i < ROWS; i++) {
      float a = Math.abs(program.region(sample.action()).get(i, 0));
      float b = Math.abs(program.region(sample.action()).get(i, 1));
      if (Math.max(a, b) < 0.99f) { // further out, a float no longer says which u it was
        compared++;
        assertThat(program.region(found).get(i, 0))
            .isCloseTo(program.region(sample.logProbability()).get(i, 0), within(5e-4f));
      }
    }
    assertThat(compared).isGreaterThan(ROWS / 2);
  }

  @Test
  void anActionAtTheEdgeHasAFiniteProbability() {
    Var action = Var.input("action", COLUMNS);
    Var found = distribution.logProbability(action);
    Program program = Program.of(found);
    program.prepare(2);
    program.region(action).copyFrom(new float[] {1, -1, -1, 1}, 0, 2);
    program.run();

    assertThat(program.region(found).get(0, 0)).isFinite();
    assertThat(program.region(found).get(1, 0)).isFinite();
  }

  /** ∫ p(a) da over (−1, 1), the midpoint rule on 20 000 intervals. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0.7, -1", "-1, -0.3"})
  void theDensityIntegratesToOne(float m, float log) {
    int n = 20_000;
    Var action = Var.input("action", 1);
    Var center = Var.scalar("mean");
    Var width = Var.scalar("logDeviation");
    Var p = new SquashedGaussian(center, width).logProbability(action).exp();
    Program program = Program.of(p);
    program.prepare(n);
    for (int i = 0; i < n; i++) {
      program.region(action).set(i, 0, (float) ((2 * i + 1.0) / n - 1));
    }
    program.set(center, m);
    program.set(width, log);
    program.run();

    double integral = 0;
    for (int i = 0; i < n; i++) {
      integral += program.region(p).get(i, 0) * 2.0 / n;
    }
    assertThat(integral).isCloseTo(1, within(1e-4));
  }

  /**
   * With ε held, ∂a/∂μ = 1 − a², ∂a/∂log σ = (1 − a²)·σε, ∂ log p/∂μ = 2a, ∂ log p/∂log σ = 2a·σε −
   * 1.
   */
  @Test
  void derivativesPassThroughActionAndProbability() {
    List<Var> inputs = List.of(mean, logDeviation);
    List<Var> ofAction = Gradient.of(sample.action().sum(), inputs);
    List<Var> ofLog = Gradient.of(sample.logProbability().sum(), inputs);
    Program program = run(2, ofAction.get(0), ofAction.get(1), ofLog.get(0), ofLog.get(1));
    Region epsilon = noise();
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double shift = Math.exp(program.region(logDeviation).get(i, j)) * epsilon.get(i, j);
        double a = Math.tanh(program.region(mean).get(i, j) + shift);
        double[] expected = {
          1 - a * a, (1 - a * a) * shift, 2 * a, 2 * a * shift - 1,
        };
        Var[] actual = {ofAction.get(0), ofAction.get(1), ofLog.get(0), ofLog.get(1)};
        for (int k = 0; k < expected.length; k++) {
          assertThat((double) program.region(actual[k]).get(i, j))
              .as("derivative %d", k)
              .isCloseTo(expected[k], within(2e-6 * (1 + Math.abs(shift))));
        }
      }
    }
  }

  @Test
  void theModeIsTheSquashedMean() {
    Var mode = distribution.mode();
    Program program = run(3, mode, logDeviation.sum());

    assertThat(program.region(mode).get(10, 0))
        .isCloseTo((float) Math.tanh(program.region(mean).get(10, 0)), within(1e-6f));
  }
}
