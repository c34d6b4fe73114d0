package dev.bellman.autograd.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.Fixture;
import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Jvp;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Trial;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Log-probabilities, entropies and divergences are those of PyTorch. */
class DistributionTest {
  private static final Fixture FIXTURE = Fixture.read("distributions");
  private static final int ROWS = 6;

  private final Map<Var, Matrix> inputs = new LinkedHashMap<>();

  private Var input(String name) {
    Matrix value = FIXTURE.get(name);
    boolean batched = value.rows() == ROWS;
    Extent extent = new Extent(batched ? 1 : value.rows(), batched, value.columns());
    Var v = Var.input(name, extent);
    inputs.put(v, value);
    return v;
  }

  private void require(Var actual, String name) {
    assertThat(actual.columns()).as(name).isEqualTo(1);
    Matrix expected = FIXTURE.get(name);
    Interpreter interpreter = new Interpreter(ROWS);
    inputs.forEach(interpreter::set);
    double[] doubles = interpreter.value(actual).values();
    for (int i = 0; i < ROWS; i++) {
      // ln(2π)/2 is a float constant
      assertThat(Math.abs(doubles[i] - expected.get(i, 0))).as(name).isLessThan(2e-7);
    }
    Program program = Program.of(actual);
    program.prepare(ROWS);
    for (Var v : Var.topological(List.of(actual))) {
      if (inputs.containsKey(v)) {
        Trial.write(program.region(v), inputs.get(v));
      }
    }
    program.run();
    Trial.requireClose(name, program.region(actual), expected, 5e-6);
  }

  @Test
  void categorical() {
    Categorical p = new Categorical(input("categorical.logits"));
    Categorical q = new Categorical(input("categorical.other"));

    require(p.logProbability(input("categorical.action")), "categorical.logProbability");
    require(p.entropy(), "categorical.entropy");
    require(p.divergence(q), "categorical.divergence");
    require(p.mode(), "categorical.mode");
    require(p.divergence(p).plus(p.entropy()), "categorical.entropy");
  }

  @Test
  void diagonalGaussian() {
    DiagonalGaussian p =
        new DiagonalGaussian(input("gaussian.mean"), input("gaussian.logDeviation"));
    DiagonalGaussian q =
        new DiagonalGaussian(input("gaussian.otherMean"), input("gaussian.otherLogDeviation"));
    Var action = input("gaussian.action");

    require(p.logProbability(action), "gaussian.logProbability");
    require(q.logProbability(action), "gaussian.otherLogProbability");
    require(p.entropy(), "gaussian.entropy");
    require(q.entropy(), "gaussian.otherEntropy");
    require(p.divergence(q), "gaussian.divergence");
    require(q.divergence(p), "gaussian.back");
    require(p.divergence(p).plus(p.entropy()), "gaussian.entropy");
    assertThat(p.mode().extent()).isEqualTo(Extent.batch(3));
  }

  @Test
  void squashedGaussian() {
    SquashedGaussian p =
        new SquashedGaussian(input("squashed.mean"), input("squashed.logDeviation"));

    require(p.logProbability(input("squashed.action")), "squashed.logProbability");
    assertThat(p.mode().extent()).isEqualTo(Extent.batch(3));
  }

  /** Gradients of the logits: ∂ log p(a)/∂x = [a] − p, ∂H/∂x = −p·(log p + H). */
  @Test
  void theScoreOfACategorical() {
    Var x = input("categorical.logits");
    Var a = input("categorical.action");
    Categorical p = new Categorical(x);
    Interpreter interpreter = new Interpreter(ROWS);
    inputs.forEach(interpreter::set);
    Var ones = Var.constant(1).broadcastTo(a.extent());
    Var log = p.logProbabilities();
    Var score = Gradient.of(p.logProbability(a).sum(), x);
    Var slope = Gradient.of(p.entropy().sum(), x);

    requireEqual(interpreter, score, ones.scatter(a, 5).minus(log.exp()));
    requireEqual(interpreter, slope, log.exp().times(log.plus(p.entropy())).unaryMinus());
  }

  /** F·v is the derivative of ∇KL(p ‖ q) in the parameters of q, along v, at q = p. */
  @Test
  void theFisherInformationIsTheHessianOfTheDivergence() {
    Var x = input("categorical.logits");
    Var mean = input("gaussian.mean");
    Var logDeviation = input("gaussian.logDeviation");
    requireFisher(new Categorical(x), new Categorical(same(x)), List.of(x));
    requireFisher(
        new DiagonalGaussian(mean, logDeviation),
        new DiagonalGaussian(same(mean), same(logDeviation)),
        List.of(mean, logDeviation));
  }

  /** An input of its own with the value of another. */
  private Var same(Var x) {
    Var copy = Var.input("same", x.extent());
    inputs.put(copy, inputs.get(x));
    return copy;
  }

  private void requireFisher(Distribution p, Distribution q, List<Var> leaves) {
    List<Var> xs = q.parameters();
    List<Var> directions = new ArrayList<>();
    for (Var leaf : leaves) {
      Var v = Var.input("v", leaf.extent());
      Matrix m = inputs.get(leaf);
      double[] values = new double[m.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.sin(1 + 3 * i);
      }
      inputs.put(v, new Matrix(m.rows(), m.columns(), values));
      directions.add(v);
    }
    List<Var> gradient = Gradient.of(p.divergence(q).sum(), xs);
    Interpreter interpreter = new Interpreter(ROWS);
    inputs.forEach(interpreter::set);
    List<Var> products = p.fisherProduct(directions);
    for (int i = 0; i < xs.size(); i++) {
      requireEqual(interpreter, Jvp.of(gradient.get(i), xs, directions), products.get(i));
    }
  }

  @Test
  void kindsDoNotDiverge() {
    Categorical c = new Categorical(input("categorical.logits"));
    DiagonalGaussian g =
        new DiagonalGaussian(input("gaussian.mean"), input("gaussian.logDeviation"));
    assertThatThrownBy(() -> c.divergence(g))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DiagonalGaussian");
    assertThatThrownBy(() -> g.divergence(c))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Categorical");
  }

  private static void requireEqual(Interpreter interpreter, Var actual, Var expected) {
    double[] a = interpreter.value(actual).values();
    double[] b = interpreter.value(expected).values();
    for (int i = 0; i < a.length; i++) {
      assertThat(Math.abs(a[i] - b[i])).isLessThan(1e-14);
    }
  }
}
