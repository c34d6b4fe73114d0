package dev.bellman.autograd.op;

import static java.lang.Float.NEGATIVE_INFINITY;
import static java.lang.Float.NaN;
import static java.lang.Float.POSITIVE_INFINITY;

import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Trial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN, infinities, zeros and the ends of the floats give in floats what they give in doubles. */
class NonFiniteTest {
  private static final float[] SPECIAL = {
    NaN, POSITIVE_INFINITY, NEGATIVE_INFINITY, 0f, -0f, 1e-40f, -1e-40f, 1e30f, -1e30f, 1f, -1f
  };
  private static final int N = SPECIAL.length;

  static Stream<Unary> unary() {
    return Stream.of(
        new Negate(),
        new Exp(),
        new Log(),
        new Tanh(),
        new Sigmoid(),
        new Softplus(),
        new Relu(),
        new Silu(),
        new SquareRoot(),
        new Absolute());
  }

  @ParameterizedTest
  @MethodSource("unary")
  void functionsOfOneNumber(Unary op) {
    Var x = Var.input("x", N);
    requireSame(Var.of(op, x), x, special(N));
  }

  static Stream<Binary> binary() {
    return Stream.of(
        new Add(),
        new Subtract(),
        new Multiply(),
        new Divide(),
        new Minimum(),
        new Maximum(),
        new Greater());
  }

  @ParameterizedTest
  @MethodSource("binary")
  void functionsOfTwoNumbers(Binary op) {
    Var a = Var.input("a", Extent.of(1, N));
    Matrix whole = special(N);
    for (float special : SPECIAL) {
      requireSame(Var.of(op, a, Var.constant(special)), a, whole);
      requireSame(Var.of(op, Var.constant(special), a), a, whole);
      requireSame(Var.of(op, a, Var.constant(special).broadcastTo(a.extent())), a, whole);
    }
  }

  @Test
  void sineAndCosineOfNaN() {
    Var x = Var.input("x", 1);
    requireSame(x.sin(), x, new Matrix(1, 1, NaN));
    requireSame(x.cos(), x, new Matrix(1, 1, NaN));
  }

  @Test
  void theSlopeOfSilu() {
    Var x = Var.input("x", N);
    Var two = Var.constant(2).broadcastTo(x.extent());
    requireSame(Var.of(new SiluGradient(), two, x), x, special(N));
  }

  @Test
  void oneNaNSpoilsItsRowOnly() {
    Var x = Var.input("x", 4);
    Matrix value = new Matrix(2, 4, 1, NaN, 2, 3, 0, -1, 5, 2);
    for (Var y :
        List.of(
            x.softmax(),
            x.logSoftmax(),
            x.logSumExp(),
            x.sumColumns(),
            x.sumRows(),
            x.sum(),
            x.argMax(),
            x.maxColumns(),
            x.matmul(Var.constant(0).broadcastTo(Extent.of(4, 2))))) {
      requireSame(y, x, value);
    }
  }

  @Test
  void largeLogitsDoNotOverflow() {
    Var x = Var.input("x", 3);
    Matrix value = new Matrix(2, 3, 1000, 999, -1000, NEGATIVE_INFINITY, 3, 2);
    for (Var y : List.of(x.softmax(), x.logSoftmax(), x.logSumExp())) {
      requireSame(y, x, value);
    }
  }

  private static Matrix special(int columns) {
    Matrix m = Matrix.zeros(1, columns);
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = SPECIAL[i % N];
    }
    return m;
  }

  private static void requireSame(Var y, Var x, Matrix value) {
    int rows = x.extent().batched() ? value.rows() : 1;
    Program program = Program.of(y);
    program.prepare(rows);
    Trial.write(program.region(x), value);
    program.run();
    Matrix expected = new Interpreter(rows).set(x, value).value(y);
    Trial.requireClose(y + "", program.region(y), expected, 1e-6);
  }
}
