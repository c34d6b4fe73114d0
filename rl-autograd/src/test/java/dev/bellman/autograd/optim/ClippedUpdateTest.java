package dev.bellman.autograd.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.plan.Plan;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of a loss whose gradient is an input: L = Σ gᵢ·θᵢ. */
class ClippedUpdateTest {
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  private final SplittableRandom random = new SplittableRandom(10);
  private final Var rate = Var.scalar("rate");

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** One parameter of {@code start}, so many numbers at a time as its columns. */
  private static Parameters parameters(float[] start) {
    Parameters p = new Parameters("p");
    p.add("w", 1, start.length);
    System.arraycopy(start, 0, p.values(), 0, start.length);
    p.written();
    return p;
  }

  private static double norm(float[] g) {
    double sum = 0;
    for (float x : g) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  private static float[] values(Region region) {
    float[] out = new float[region.size()];
    region.copyTo(out, 0);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 2047, 2048, 2049, 10_000})
  void twoRoundsAreTheDefinition(int n) {
    float[] theta = numbers(n);
    Parameters p = parameters(theta);
    Var g = Var.input("g", Extent.of(1, n));
    Var loss = p.variables().getFirst().times(g).sum();
    for (double limit : new double[] {1e-3, 0.5, 1e6, NO_LIMIT}) {
      System.arraycopy(theta, 0, p.values(), 0, n);
      Sgd sgd = new Sgd(p, new Sgd.Config(0, limit));
      Var update = sgd.minimize(loss, rate);
      Program program = Program.of(update);
      float[] gradient = numbers(n);
      program.region(g).copyFrom(gradient, 0, 1);
      program.set(rate, 0.25f);
      program.run();

      double norm = norm(gradient);
      assertThat((double) program.scalar(update)).as("‖g‖").isBetween(lower(norm), upper(norm));
      double factor = Math.min(1, limit / (norm + 1e-6));
      for (int i = 0; i < n; i++) {
        double expected = theta[i] - 0.25 * factor * gradient[i];
        assertThat(Math.abs(p.values()[i] - expected))
            .as("limit %s, parameter %d", limit, i)
            .isLessThan(1e-6 * (1 + Math.abs(expected)));
      }
    }
  }

  private static double lower(double x) {
    return x * (1 - 1e-6);
  }

  private static double upper(double x) {
    return x * (1 + 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 2047, 2048, 2049, 10_000})
  void clippedAdamIsItsDefinition(int n) {
    float[] theta = numbers(n);
    Parameters p = parameters(theta);
    Var g = Var.input("g", Extent.of(1, n));
    Adam adam = new Adam(p, new Adam.Config(0.8, 0.9, 1e-3, 2));
    Program program = Program.of(adam.minimize(p.variables().getFirst().times(g).sum(), rate));
    program.set(rate, 0.1f);
    double[] m = new double[n];
    double[] v = new double[n];
    double[] expected = new double[n];
    Arrays.setAll(expected, i -> theta[i]);
    for (int t = 1; t <= 3; t++) {
      float[] gradient = numbers(n);
      program.region(g).copyFrom(gradient, 0, 1);
      program.run();
      double factor = Math.min(1, 2 / (norm(gradient) + 1e-6));
      for (int i = 0; i < n; i++) {
        double clipped = factor * gradient[i];
        m[i] += (1 - 0.8) * (clipped - m[i]);
        v[i] = 0.9 * v[i] + (1 - 0.9) * clipped * clipped;
        double mHat = m[i] / (1 - Math.pow(0.8, t));
        expected[i] -= 0.1 * mHat / (Math.sqrt(v[i] / (1 - Math.pow(0.9, t))) + 1e-3);
        assertThat(Math.abs(p.values()[i] - expected[i]))
            .as("update %d, parameter %d", t, i)
            .isLessThan(2e-5);
      }
    }
    assertThat(adam.steps()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 2047, 2048, 2049, 10_000})
  void threadsChangeNoBit(int n) {
    List<Function<Parameters, BiFunction<Var, Var, Var>>> optimizers =
        List.of(
            p -> new Adam(p, new Adam.Config(0.9, 0.999, 1e-8, 0.5))::minimize,
            p -> new Adam(p, Adam.Config.defaults())::minimize,
            p -> new AdamW(p, AdamW.Config.defaults())::minimize,
            p -> new RmsProp(p, new RmsProp.Config(0.9, 1e-5, 0.5))::minimize,
            p -> new Sgd(p, new Sgd.Config(0.9, 0.5))::minimize);
    float[] theta = numbers(n);
    float[][] gradients = {numbers(n), numbers(n), numbers(n)};
    for (int which = 0; which < optimizers.size(); which++) {
      float[] alone = trained(optimizers.get(which), theta, gradients, 1);
      for (int threads = 2; threads <= 3; threads++) {
        assertThat(trained(optimizers.get(which), theta, gradients, threads))
            .as("optimizer %d, %d threads", which, threads)
            .isEqualTo(alone);
      }
    }
  }

  /** The parameters after one update a gradient, and the norms. */
  private float[] trained(
      Function<Parameters, BiFunction<Var, Var, Var>> optimizer,
      float[] theta,
      float[][] gradients,
      int threads) {
    int n = theta.length;
    Parameters p = parameters(theta);
    Var g = Var.input("g", Extent.of(1, n));
    Var loss = p.variables().getFirst().times(g).sum();
    Var update = optimizer.apply(p).apply(loss, rate);
    float[] result = new float[n + gradients.length];
    try (Workers workers = Workers.of(threads)) {
      Plan plan = Plan.compileShared(List.of(update), workers);
      plan.region(rate).set(0.01f);
      for (int t = 0; t < gradients.length; t++) {
        plan.region(g).copyFrom(gradients[t], 0, 1);
        plan.run();
        result[n + t] = plan.region(update).scalar();
      }
    }
    System.arraycopy(p.values(), 0, result, 0, n);
    return result;
  }

  /** Listed before the update a gradient is that of the old parameters, after it of the new. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGradientMayBeAResultToo(boolean before) {
    Parameters p = new Parameters("p");
    Var a = p.add("a", 2, 3).variable();
    Var b = p.add("b", 1, 3).variable();
    p.values()[1] = 2;
    p.values()[7] = -1;
    Var x = Var.input("x", 2);
    Var loss = x.matmul(a).plus(b).square().mean();
    Var update = new Sgd(p, new Sgd.Config(0.5, 0.1)).minimize(loss, rate);
    List<Var> gradients = update.inputs().subList(0, 2);
    List<Var> again = Gradient.of(loss, p.variables());
    Program program =
        before
            ? Program.of(gradients.get(1), gradients.get(0), update)
            : Program.of(update, gradients.get(1), gradients.get(0));
    Program plain = Program.of(again);
    program.set(rate, 0.1f);
    for (int rows : new int[] {3, 1, 200, 4}) {
      for (Program each : List.of(program, plain)) {
        each.prepare(rows);
        SplittableRandom numbers = new SplittableRandom(rows);
        for (int i = 0; i < 2 * rows; i++) {
          each.region(x).set(i / 2, i % 2, (float) numbers.nextDouble(-1, 1));
        }
      }
      for (Program each : before ? List.of(plain, program) : List.of(program, plain)) {
        each.run();
      }
      for (int i = 0; i < 2; i++) {
        assertThat(values(program.region(gradients.get(i))))
            .as("%d rows, parameter %d", rows, i)
            .isEqualTo(values(plain.region(again.get(i))));
        assertThat(values(program.region(gradients.get(i)))[1]).isNotZero();
      }
    }
  }

  /** This gradient does not change with the parameters: it stays where the optimizer has it. */
  @Test
  void aGradientInTheOptimizersArrayMayBeAResultToo() {
    Parameters p = new Parameters("p");
    Var a = p.add("a", 1, 3).variable();
    Var b = p.add("b", 1, 3).variable();
    Var x = Var.input("x", 3);
    Var loss = x.exp().times(a).sum().plus(x.square().times(b).sum());
    Var update = new Adam(p, new Adam.Config(0.9, 0.999, 1e-8, 1e-3)).minimize(loss, rate);
    Var ofA = update.input(0);
    Var ofB = update.input(1);
    Program program = Program.of(update, ofB, ofA, ofB.times(2));
    for (int rows : new int[] {2, 40, 1}) {
      program.prepare(rows);
      for (int i = 0; i < rows; i++) {
        program.region(x).set(i, 0, 0);
        program.region(x).set(i, 1, 2);
        program.region(x).set(i, 2, -1);
      }
      program.run();

      assertThat(program.region(ofA).get(0, 0)).isEqualTo(rows); // e⁰
      assertThat(values(program.region(ofB))).containsExactly(0, 4 * rows, rows);
    }
  }

  /** Another program with the same update computes the gradient somewhere else. */
  @Test
  void aGradientThatIsListedBeforeItsUpdateIsItsProgramsOwn() {
    Parameters p = parameters(new float[] {0, 0});
    Var g = Var.input("g", Extent.of(1, 2));
    Var loss = p.variables().getFirst().times(g.exp()).sum();
    Var update = new Sgd(p, Sgd.Config.defaults()).minimize(loss, rate);
    Var gradient = update.input(0);
    Program one = Program.of(gradient, update);
    Program two = Program.of(update);
    two.region(g).copyFrom(new float[] {1, 1}, 0, 1);
    one.run();
    two.run();

    assertThat(values(one.region(gradient))).containsExactly(1, 1);
  }

  /** The gradient of a + b is one expression for both. */
  @Test
  void oneGradientMayBeThatOfTwoParameters() {
    for (double limit : new double[] {1, NO_LIMIT}) {
      Parameters p = new Parameters("p");
      Var a = p.add("a", 1, 4).variable();
      p.add("unused", 2, 2);
      Var b = p.add("b", 1, 4).variable();
      p.add("unused too", 2, 2);
      Var g = Var.input("g", Extent.of(1, 4));
      Var update = new Sgd(p, new Sgd.Config(0, limit)).minimize(a.plus(b).times(g).sum(), rate);
      Program program = Program.of(update);
      program.set(rate, 1);
      double sum = 0;
      for (int run = 1; run <= 3; run++) {
        program.region(g).copyFrom(new float[] {run, 2, 3, 4}, 0, 1);
        program.run();
        double norm = Math.sqrt(2 * (run * run + 29));
        sum -= run * Math.min(1, limit / (norm + 1e-6));

        assertThat((double) program.scalar(update)).isBetween(lower(norm), upper(norm));
        assertThat(Arrays.copyOfRange(p.values(), 8, 12)).isEqualTo(Arrays.copyOf(p.values(), 4));
        assertThat(Math.abs(p.values()[8] - sum)).isLessThan(1e-5);
        assertThat(Arrays.copyOfRange(p.values(), 4, 8)).containsOnly(0);
        assertThat(Arrays.copyOfRange(p.values(), 12, 16)).containsOnly(0);
      }
    }
  }

  /** Two optimizers of the same parameters: each has a place for the one gradient. */
  @Test
  void twoOptimizersMayReadOneGradient() {
    Parameters p = parameters(new float[] {1, 2});
    Parameters q = parameters(new float[] {10, 20});
    Var g = Var.input("g", Extent.of(1, 2));
    Var loss = p.variables().getFirst().plus(q.variables().getFirst()).times(g.exp()).sum();
    Program program =
        Program.of(
            new Sgd(p, Sgd.Config.defaults()).minimize(loss, rate),
            new Sgd(q, Sgd.Config.defaults()).minimize(loss, rate));
    program.set(rate, 1);
    program.run();
    program.run();

    assertThat(p.values()).containsExactly(-1, 0);
    assertThat(q.values()).containsExactly(8, 18);
  }

  @Test
  void adamFlushesDenormalMoments() {
    int n = 2053;
    Parameters p = parameters(numbers(n));
    float[] start = p.values().clone();
    Adam adam = new Adam(p, Adam.Config.defaults());
    Var g = Var.input("g", Extent.of(1, n));
    Program program = Program.of(adam.minimize(p.variables().getFirst().times(g).sum(), rate));
    program.set(rate, 0.1f);
    for (int i = 0; i < n; i++) {
      adam.firstMoments()[i] = (i % 2 == 0 ? 1 : -1) * 1e-39f;
      adam.secondMoments()[i] = 1e-42f;
    }
    program.run();

    assertThat(adam.firstMoments()).containsOnly(0f);
    assertThat(adam.secondMoments()).containsOnly(0f);
    assertThat(p.values()).isEqualTo(start);
  }

  /** One update in two programs: what a run left as a result stays until the next run of it. */
  @Test
  void aGradientThatIsAResultIsItsProgramsOwn() {
    Parameters p = parameters(new float[] {0, 0});
    Var g = Var.input("g", Extent.of(1, 2));
    Var loss = p.variables().getFirst().times(g.exp()).sum();
    Var update = new Sgd(p, Sgd.Config.defaults()).minimize(loss, rate);
    Var gradient = update.input(0);
    Program one = Program.of(update, gradient);
    Program two = Program.of(update);
    two.region(g).copyFrom(new float[] {1, 1}, 0, 1);
    one.run();
    two.run();

    assertThat(values(one.region(gradient))).containsExactly(1, 1);
  }
}
