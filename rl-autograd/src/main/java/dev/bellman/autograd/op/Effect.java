package dev.bellman.autograd.op;

import java.util.Arrays;
import java.util.List;

/**
 * An operation that changes {@link Store}s: an optimizer's step, a blend, a copy.
 *
 * <p>A program runs effects in the order in which they are listed; what is listed later sees the
 * stores as changed. An effect is equal only to itself, has no derivative, and calls {@link
 * Store#written} on what it changes.
 */
public non-sealed interface Effect extends Op {

  /** The stores that a run changes. */
  List<Store> writes();

  /**
   * Where it wants an input to be computed, so that it need not copy it; null if it does not care.
   * The input may come from elsewhere all the same.
   */
  default Region home(int input) {
    return null;
  }

  @Override
  default Extent extent(List<Var> inputs) {
    return Extent.SCALAR;
  }

  @Override
  default void interpret(Matrix[] inputs, Matrix out) {
    throw new UnsupportedOperationException(name() + ": the interpreter evaluates no effects");
  }

  @Override
  default List<Var> vjp(Var result, Var gradient) {
    return Arrays.asList(new Var[result.inputs().size()]);
  }

  @Override
  default Var jvp(Var result, List<Var> tangents) {
    return null;
  }
}
