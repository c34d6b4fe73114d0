package dev.bellman.autograd.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Draws follow their distributions; what a wrong sampler would pass has probability 1e-6. */
class SamplerTest {
  private static final int DRAWS = 100_000;

  private final NoiseSource noise = new NoiseSource(2026);

  /** χ² = Σ (observed − expected)² / expected over 10⁶ draws; 35.9 is exceeded with 10⁻⁶. */
  @Test
  void categoricalDrawsPassAChiSquareTest() {
    double[] logits = {0, 2, -1, 1.5, -6, 0.5};
    int n = logits.length;
    Var x = Var.input("x", Extent.of(1, n));
    Var action = new Categorical(x.broadcastTo(Extent.batch(n))).sample(noise);
    Program program = Program.of(action);
    program.prepare(DRAWS);
    double total = Arrays.stream(logits).map(Math::exp).sum();
    long[] observed = new long[n];
    for (int j = 0; j < n; j++) {
      program.region(x).set(0, j, (float) logits[j]);
    }
    for (int run = 0; run < 10; run++) {
      program.run();
      for (int i = 0; i < DRAWS; i++) {
        observed[(int) program.region(action).get(i, 0)]++;
      }
    }

    double chiSquare = 0;
    for (int j = 0; j < n; j++) {
      double expected = 10.0 * DRAWS * Math.exp(logits[j]) / total;
      chiSquare += Math.pow(observed[j] - expected, 2) / expected;
    }
    assertThat(chiSquare).as(Arrays.toString(observed)).isLessThan(35.9);
  }

  @Test
  void anImpossibleActionIsNeverDrawn() {
    Var x = Var.input("x", Extent.of(1, 3));
    Var action = new Categorical(x.broadcastTo(Extent.batch(3))).sample(noise);
    Program program = Program.of(action);
    program.prepare(DRAWS);
    program.region(x).set(0, 1, Float.NEGATIVE_INFINITY);
    program.run();

    for (int i = 0; i < DRAWS; i++) {
      assertThat(program.region(action).get(i, 0)).isNotEqualTo(1);
    }
  }

  /** Kolmogorov–Smirnov: √n·sup |F_n − Φ| exceeds 2.7 with probability 10⁻⁶. */
  @Test
  void gaussianDrawsPassAKolmogorovSmirnovTest() {
    Var mean = Var.input("mean", Extent.of(1, 2));
    Var logDeviation = Var.input("logDeviation", Extent.of(1, 2));
    Var action =
        new DiagonalGaussian(mean.broadcastTo(Extent.batch(2)), logDeviation).sample(noise);
    Program program = Program.of(action);
    program.prepare(DRAWS);
    program.region(mean).copyFrom(new float[] {1, -2}, 0, 1);
    program.region(logDeviation).copyFrom(new float[] {0.5f, -1}, 0, 1);
    program.run();
    double[] first = standardised(program.region(action), 0, 1, Math.exp(0.5));
    double[] second = standardised(program.region(action), 1, -2, Math.exp(-1));
    program.run();
    double[] later = standardised(program.region(action), 0, 1, Math.exp(0.5));

    assertThat(correlation(first, second)).isLessThan(5);
    assertThat(correlation(first, later)).isLessThan(5);
    for (double[] z : List.of(first, second, later)) {
      assertThat(kolmogorovSmirnov(z)).isLessThan(2.7);
    }
  }

  /** The inverse of the hyperbolic tangent is normal. */
  @Test
  void squashedDrawsPassAKolmogorovSmirnovTest() {
    Var mean = Var.scalar("mean");
    Var logDeviation = Var.scalar("logDeviation");
    Var action =
        new SquashedGaussian(mean.broadcastTo(Extent.batch(1)), logDeviation)
            .sample(noise)
            .action();
    Program program = Program.of(action);
    program.prepare(DRAWS);
    program.set(mean, 0.4f);
    program.set(logDeviation, -0.5f);
    program.run();
    double[] z = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      double a = program.region(action).get(i, 0);
      z[i] = (Math.log((1 + a) / (1 - a)) / 2 - 0.4f) / Math.exp(-0.5);
    }

    assertThat(kolmogorovSmirnov(z)).isLessThan(2.7);
  }

  private static double[] standardised(Region r, int column, double mean, double deviation) {
    double[] z = new double[r.rows()];
    for (int i = 0; i < z.length; i++) {
      z[i] = (r.get(i, column) - mean) / deviation;
    }
    return z;
  }

  private static double correlation(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return Math.abs(sum) / Math.sqrt(a.length); // in standard deviations
  }

  private static double kolmogorovSmirnov(double[] draws) {
    double[] z = draws.clone();
    Arrays.sort(z);
    double distance = 0;
    for (int i = 0; i < z.length; i++) {
      double f = normal(z[i]);
      distance = Math.max(distance, Math.max(f - (double) i / z.length, (i + 1.0) / z.length - f));
    }
    return distance * Math.sqrt(z.length);
  }

  /** Φ(z) = 1/2 + φ(z)·(z + z³/3 + z⁵/(3·5) + …). */
  private static double normal(double z) {
    double term = z;
    double sum = 0;
    for (int k = 3; sum + term != sum; k += 2) {
      sum += term;
      term *= z * z / k;
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** a = μ + σ·ε: ∂a/∂μ = 1 and ∂a/∂log σ = σ·ε = a − μ, with the ε of the sample. */
  @Test
  void derivativesPassThroughAGaussianSample() {
    Var mean = Var.input("mean", 2);
    Var logDeviation = Var.input("logDeviation", 2);
    Var action = new DiagonalGaussian(mean, logDeviation).sample(noise);
    List<Var> gradients = Gradient.of(action.sum(), List.of(mean, logDeviation));
    Program program = Program.of(action, gradients.get(0), gradients.get(1));
    program.prepare(50);
    for (int i = 0; i < 50; i++) {
      program.region(mean).set(i, 1, 0.1f * i);
      program.region(logDeviation).set(i, 0, -0.02f * i);
    }
    program.run();

    for (int i = 0; i < 50; i++) {
      for (int j = 0; j < 2; j++) {
        float deviation = program.region(action).get(i, j) - program.region(mean).get(i, j);
        assertThat(program.region(gradients.get(0)).get(i, j)).isEqualTo(1);
        assertThat(program.region(gradients.get(1)).get(i, j))
            .isEqualTo(deviation, offset(1e-6f))
            .isNotZero();
      }
    }
  }
}
