package dev.bellman.autograd;

import dev.bellman.autograd.op.BatchSize;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes expressions one by one in double precision: slow and obvious, the oracle of the tests,
 * and how one looks at a value while debugging.
 */
public final class Interpreter {
  private final int batch;
  private final Map<Var, Matrix> given = new IdentityHashMap<>();

  /** An interpreter of runs with {@code batch} rows. */
  public Interpreter(int batch) {
    this.batch = batch;
  }

  /**
   * Gives an input, a parameter or any other expression a value.
   *
   * @throws IllegalArgumentException if the value has not the extent of the expression
   */
  public Interpreter set(Var v, Matrix value) {
    Extent e = v.extent();
    if (e.rows(batch) != value.rows() || e.columns() != value.columns()) {
      throw new IllegalArgumentException(
          "Interpreter: "
              + v.op().name()
              + e
              + " cannot be a matrix ["
              + value.rows()
              + ", "
              + value.columns()
              + "]");
    }
    given.put(v, value);
    return this;
  }

  /** The value of an expression. */
  public Matrix value(Var result) {
    return values(List.of(result)).get(0);
  }

  /** The values of some expressions; noise that they share is drawn once. */
  public List<Matrix> values(List<Var> results) {
    Map<Var, Matrix> known = new IdentityHashMap<>(given);
    for (Var v : Var.topological(results, known::containsKey)) {
      known.put(v, evaluate(v, known));
    }
    return results.stream().map(known::get).toList();
  }

  private Matrix evaluate(Var v, Map<Var, Matrix> known) {
    Matrix out = Matrix.zeros(v.extent().rows(batch), v.columns());
    if (v.op() instanceof BatchSize) {
      Arrays.fill(out.values(), batch);
      return out;
    }
    Matrix[] inputs = v.inputs().stream().map(known::get).toArray(Matrix[]::new);
    v.op().interpret(inputs, out);
    return out;
  }
}
