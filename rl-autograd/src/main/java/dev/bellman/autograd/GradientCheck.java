package dev.bellman.autograd;

import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Compares derivatives with central differences, all in double precision.
 *
 * <pre>{@code
 * ⟨Jᵀu, v⟩ = ⟨u, Jv⟩ = ⟨u, (y(x + εv) − y(x − εv)) / 2ε⟩
 * }</pre>
 *
 * The first equation holds to rounding, the second to |a − b| ≤ 10⁻⁵ + 10⁻³·|b| with ε = 10⁻⁶. The
 * second order does the same to {@code x ↦ ⟨Jᵀu, v⟩}. Keep away from kinks: there the difference
 * means nothing.
 */
public final class GradientCheck {
  private static final double EPSILON = 1e-6;
  private static final double ABSOLUTE = 1e-5;
  private static final double RELATIVE = 1e-3;

  private final int batch;
  private final RandomGenerator random;
  private final Map<Var, Matrix> point = new IdentityHashMap<>();

  /**
   * A check of runs with {@code batch} rows.
   *
   * @param random where the directions come from
   */
  public GradientCheck(int batch, RandomGenerator random) {
    this.batch = batch;
    this.random = random;
  }

  /** Gives an input or a parameter its value at the point of the check. */
  public GradientCheck at(Var x, Matrix value) {
    point.put(x, value);
    return this;
  }

  /**
   * Checks the derivatives of {@code y} with respect to {@code xs} along random directions.
   *
   * @param order 1, or 2 for the derivatives of the derivatives as well
   * @throws AssertionError with the figures if they differ
   */
  public void check(Var y, List<Var> xs, int order) {
    Matrix u = direction(y);
    Var uVar = Var.input("u", y.extent());
    point.put(uVar, u);
    List<Var> products = Gradient.vjp(y, uVar, xs);
    List<Matrix> directions = xs.stream().map(this::direction).toList();
    List<Var> tangents = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      Var tangent = Var.input("v" + i, xs.get(i).extent());
      point.put(tangent, directions.get(i));
      tangents.add(tangent);
    }

    double reverse = 0;
    List<Matrix> gradients = interpreter().values(products);
    for (int i = 0; i < xs.size(); i++) {
      reverse += dot(gradients.get(i), directions.get(i));
    }
    double forward = dot(u, interpreter().value(Jvp.of(y, xs, tangents)));
    double difference =
        (dot(u, moved(y, xs, directions, EPSILON)) - dot(u, moved(y, xs, directions, -EPSILON)))
            / (2 * EPSILON);
    require("reverse and forward mode", y, order, reverse, forward, 1e-9);
    require("derivative and central difference", y, order, forward, difference, ABSOLUTE);
    if (order > 1) {
      Var inner = Var.constant(0);
      for (int i = 0; i < xs.size(); i++) {
        inner = inner.plus(products.get(i).times(tangents.get(i)).sum());
      }
      check(inner, xs, order - 1);
    }
  }

  private static void require(
      String what, Var y, int order, double actual, double expected, double absolute) {
    double allowed = absolute + Math.min(RELATIVE, 100 * absolute) * Math.abs(expected);
    if (!(Math.abs(actual - expected) <= allowed)) {
      throw new AssertionError(
          "GradientCheck: "
              + what
              + " of "
              + y
              + " (orders left: "
              + order
              + ") differ: "
              + actual
              + " and "
              + expected);
    }
  }

  private Interpreter interpreter() {
    Interpreter interpreter = new Interpreter(batch);
    point.forEach(interpreter::set);
    return interpreter;
  }

  private Matrix moved(Var y, List<Var> xs, List<Matrix> directions, double step) {
    Interpreter interpreter = interpreter();
    for (int i = 0; i < xs.size(); i++) {
      Matrix x = point.get(xs.get(i));
      double[] values = x.values().clone();
      for (int j = 0; j < values.length; j++) {
        values[j] += step * directions.get(i).values()[j];
      }
      interpreter.set(xs.get(i), new Matrix(x.rows(), x.columns(), values));
    }
    return interpreter.value(y);
  }

  private Matrix direction(Var v) {
    Matrix m = Matrix.zeros(v.extent().rows(batch), v.columns());
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
}
