package dev.bellman.autograd.op;

import java.util.Arrays;
import java.util.List;

/**
 * A function of two elements, {@code y = f(a, b)}; an operand with one row or one column is
 * repeated along it.
 */
public sealed interface Binary extends Op
    permits Add, Subtract, Multiply, Divide, Minimum, Maximum, Greater {

  /** f over two ranges of floats. */
  void kernel(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** f over a range and a number. */
  void kernelWithScalar(int n, float[] a, int aAt, float b, float[] out, int outAt);

  /** f over a number and a range. */
  void kernelOfScalar(int n, float a, float[] b, int bAt, float[] out, int outAt);

  /** f of doubles. */
  double value(double a, double b);

  /** {@code t·∂f/∂a}, or null if that is zero everywhere. */
  Var alongA(Var t, Var a, Var b, Var y);

  /** {@code t·∂f/∂b}, or null if that is zero everywhere. */
  Var alongB(Var t, Var a, Var b, Var y);

  @Override
  default Extent extent(List<Var> inputs) {
    return Extent.broadcast(name(), inputs.get(0).extent(), inputs.get(1).extent());
  }

  @Override
  default void run(Region[] inputs, Region out) {
    Region a = inputs[0];
    Region b = inputs[1];
    boolean aWhole = a.rows() == out.rows() && a.columns() == out.columns();
    boolean bWhole = b.rows() == out.rows() && b.columns() == out.columns();
    if (aWhole && bWhole) {
      kernel(out.size(), a.array(), a.at(), b.array(), b.at(), out.array(), out.at());
    } else if (aWhole && b.size() == 1) {
      kernelWithScalar(out.size(), a.array(), a.at(), b.scalar(), out.array(), out.at());
    } else if (bWhole && a.size() == 1) {
      kernelOfScalar(out.size(), a.scalar(), b.array(), b.at(), out.array(), out.at());
    } else {
      for (int i = 0; i < out.rows(); i++) {
        runRow(i, a, b, out);
      }
    }
  }

  private void runRow(int i, Region a, Region b, Region out) {
    int n = out.columns();
    int aAt = a.at(a.rows() == 1 ? 0 : i);
    int bAt = b.at(b.rows() == 1 ? 0 : i);
    if (a.columns() == n && b.columns() == n) {
      kernel(n, a.array(), aAt, b.array(), bAt, out.array(), out.at(i));
    } else if (a.columns() == n) {
      kernelWithScalar(n, a.array(), aAt, b.array()[bAt], out.array(), out.at(i));
    } else {
      kernelOfScalar(n, a.array()[aAt], b.array(), bAt, out.array(), out.at(i));
    }
  }

  @Override
  default void interpret(Matrix[] inputs, Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.columns(); j++) {
        out.set(i, j, value(inputs[0].repeated(i, j), inputs[1].repeated(i, j)));
      }
    }
  }

  @Override
  default List<Var> vjp(Var result, Var gradient) {
    Var a = result.input(0);
    Var b = result.input(1);
    Var alongA = alongA(gradient, a, b, result);
    Var alongB = alongB(gradient, a, b, result);
    return Arrays.asList(
        alongA == null ? null : alongA.sumTo(a.extent()),
        alongB == null ? null : alongB.sumTo(b.extent()));
  }

  @Override
  default Var jvp(Var result, List<Var> tangents) {
    Var a = result.input(0);
    Var b = result.input(1);
    Var alongA = tangents.get(0) == null ? null : alongA(tangents.get(0), a, b, result);
    Var alongB = tangents.get(1) == null ? null : alongB(tangents.get(1), a, b, result);
    if (alongA == null && alongB == null) {
      return null;
    }
    Var sum = alongA == null ? alongB : alongB == null ? alongA : alongA.plus(alongB);
    return sum.broadcastTo(result.extent());
  }

  @Override
  default boolean rowwise() {
    return true;
  }
}
