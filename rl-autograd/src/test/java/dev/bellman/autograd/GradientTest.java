package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientTest {
  private static final int BATCH = 4;

  private final SplittableRandom random = new SplittableRandom(11);
  private final Parameters parameters = new Parameters("network");
  private final Var x = Var.input("x", 3);
  private final Var y = Var.input("y", 2);
  private final Mlp network =
      new Mlp(
          parameters,
          "m",
          3,
          List.of(6, 5),
          2,
          Activation.TANH,
          Initializer.orthogonal(1.5),
          Initializer.uniform(),
          random);
  private final Var prediction = network.apply(x);
  private final Var loss = prediction.minus(y).square().mean();
  private final List<Var> weights = parameters.variables();

  private Matrix randomLike(Var v) {
    Matrix m = Matrix.zeros(v.extent().rows(BATCH), v.columns());
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = random.nextDouble(-1, 1);
    }
    return m;
  }

  private static double dot(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += a.values()[i] * b.values()[i];
    }
    return sum;
  }

  private GradientCheck check() {
    GradientCheck check = new GradientCheck(BATCH, random);
    check.at(x, randomLike(x)).at(y, randomLike(y));
    weights.forEach(w -> check.at(w, randomLike(w)));
    return check;
  }

  @Test
  void aNetworksDerivativesOfFirstToThirdOrder() {
    List<Var> all = new ArrayList<>(weights);
    all.add(x);
    check().check(loss, all, 3);
    check().check(prediction, all, 2);
  }

  /** Hv = ∂⟨∇l, v⟩/∂θ against (∇l(θ + εv) − ∇l(θ − εv)) / 2ε, and by forward over reverse. */
  @Test
  void hessianVectorProducts() {
    List<Var> gradients = Gradient.of(loss, weights);
    List<Var> v = new ArrayList<>();
    List<Matrix> at = new ArrayList<>();
    List<Matrix> along = new ArrayList<>();
    Var product = Var.constant(0);
    for (int i = 0; i < weights.size(); i++) {
      Var direction = Var.input("v" + i, weights.get(i).extent());
      v.add(direction);
      at.add(randomLike(direction));
      along.add(randomLike(direction));
      product = product.plus(gradients.get(i).times(direction).sum());
    }
    List<Var> reverse = Gradient.of(product, weights);
    Matrix xs = randomLike(x);
    Matrix ys = randomLike(y);
    double epsilon = 1e-5;
    List<Matrix> up = at(gradients, xs, ys, at, along, epsilon);
    List<Matrix> down = at(gradients, xs, ys, at, along, -epsilon);

    Interpreter here = interpreter(xs, ys, at, along, 0);
    for (int i = 0; i < v.size(); i++) {
      here.set(v.get(i), along.get(i));
    }
    for (int i = 0; i < weights.size(); i++) {
      Matrix byReverse = here.value(reverse.get(i));
      Matrix byForward = here.value(Jvp.of(gradients.get(i), weights, v));
      for (int j = 0; j < byReverse.values().length; j++) {
        double difference = (up.get(i).values()[j] - down.get(i).values()[j]) / (2 * epsilon);
        assertThat(byReverse.values()[j]).isEqualTo(difference, offset(1e-8));
        assertThat(byForward.values()[j]).isEqualTo(byReverse.values()[j], offset(1e-12));
      }
    }
  }

  private List<Matrix> at(
      List<Var> results,
      Matrix xs,
      Matrix ys,
      List<Matrix> at,
      List<Matrix> along,
      double epsilon) {
    return interpreter(xs, ys, at, along, epsilon).values(results);
  }

  private Interpreter interpreter(
      Matrix xs, Matrix ys, List<Matrix> at, List<Matrix> along, double epsilon) {
    Interpreter interpreter = new Interpreter(BATCH).set(x, xs).set(y, ys);
    for (int i = 0; i < weights.size(); i++) {
      Matrix moved = Matrix.zeros(at.get(i).rows(), at.get(i).columns());
      for (int j = 0; j < moved.values().length; j++) {
        moved.values()[j] = at.get(i).values()[j] + epsilon * along.get(i).values()[j];
      }
      interpreter.set(weights.get(i), moved);
    }
    return interpreter;
  }

  /** The gradient with respect to θ of E(‖∂f/∂x‖ − 1)². */
  @Test
  void theGradientOfAGradientPenalty() {
    Var slope = Gradient.of(prediction.sum(), x);
    Var norm = slope.square().sumColumns().plus(1e-3f).sqrt();
    Var penalty = norm.minus(1).square().mean();

    check().check(penalty, weights, 2);
  }

  /** ⟨Jv, u⟩ = ⟨v, Jᵀu⟩. */
  @Test
  void forwardAndReverseModeAreAdjoint() {
    Var u = Var.input("u", 2);
    List<Var> tangents = weights.stream().map(w -> Var.input("v", w.extent())).toList();
    Interpreter interpreter = new Interpreter(BATCH).set(x, randomLike(x)).set(u, randomLike(u));
    tangents.forEach(t -> interpreter.set(t, randomLike(t)));

    double forward =
        interpreter.value(Jvp.of(prediction, weights, tangents).times(u).sum()).get(0, 0);
    List<Var> products = Gradient.vjp(prediction, u, weights);
    double reverse = 0;
    for (int i = 0; i < weights.size(); i++) {
      reverse += dot(interpreter.value(products.get(i)), interpreter.value(tangents.get(i)));
    }
    assertThat(forward).isEqualTo(reverse, offset(1e-13)).isNotZero();
  }

  @Test
  void aVariableInTheMiddleGetsItsOwnGradient() {
    Var middle = x.times(3);
    Var result = middle.square().sum();
    List<Var> gradients = Gradient.of(result, List.of(middle, x, result));
    Interpreter interpreter = new Interpreter(1).set(x, new Matrix(1, 3, 1, 2, -1));

    assertThat(interpreter.value(gradients.get(0)).values()).containsExactly(6, 12, -6);
    assertThat(interpreter.value(gradients.get(1)).values()).containsExactly(18, 36, -18);
    assertThat(interpreter.value(gradients.get(2)).values()).containsExactly(1);
  }

  @Test
  void manyUsesAddUp() {
    Var sum = x;
    for (int i = 0; i < 100; i++) {
      sum = sum.plus(x);
    }
    Interpreter interpreter = new Interpreter(1).set(x, new Matrix(1, 3, 1, 2, 3));

    assertThat(interpreter.value(Gradient.of(sum.sum(), x)).values()).containsOnly(101);
  }

  @Test
  void deepGraphsNeedNoStack() {
    Var deep = x;
    for (int i = 0; i < 20_000; i++) {
      deep = deep.times(Var.constant(1));
    }
    Interpreter interpreter = new Interpreter(1).set(x, new Matrix(1, 3, 1, 2, 3));

    assertThat(interpreter.value(Gradient.of(deep.sum(), x)).values()).containsOnly(1);
    assertThat(interpreter.value(Jvp.of(deep, List.of(x), List.of(x))).values())
        .containsExactly(1, 2, 3);
  }

  @Test
  void extentsMustFit() {
    assertThatThrownBy(() -> Gradient.of(prediction, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[B, 2]");
    assertThatThrownBy(() -> Gradient.vjp(prediction, Var.scalar("v"), weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 1]")
        .hasMessageContaining("[B, 2]");
    assertThatThrownBy(() -> Jvp.of(prediction, List.of(x), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Jvp.of(prediction, List.of(x), List.of(y)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[B, 3]")
        .hasMessageContaining("[B, 2]");
    assertThatThrownBy(() -> x.matmul(Var.input("w", Extent.of(4, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[B, 3]")
        .hasMessageContaining("[4, 2]");
  }

  @Test
  void aFixedValueCutsTheGraphInTheInterpreter() {
    Var middle = x.exp();
    Interpreter interpreter = new Interpreter(1).set(middle, new Matrix(1, 3, 1, 2, 3));

    assertThat(interpreter.value(middle.times(2)).values()).containsExactly(2, 4, 6);
  }
}
