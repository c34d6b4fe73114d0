package dev.bellman.autograd.op;

/** What a step of a program does: one operation in floats, or several that are done at once. */
public interface Computation {

  /** The name by which {@code Program.explain()} and messages call it. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Computes the value in floats; {@code out} overlaps no input. */
  void run(Region[] inputs, Region out);

  /**
   * Whether each row of a batched result depends, of the batched inputs, on its own row alone, and
   * {@link #run} may be called for some neighbouring rows at a time: then threads share the rows.
   */
  default boolean rowwise() {
    return false;
  }

  /** Whether the result is a sum over the rows of the batched inputs, which may be taken apart. */
  default boolean sumsRows() {
    return false;
  }

  /** Floating-point operations of one evaluation, about. */
  default long flop(Region[] inputs, Region out) {
    return out.size();
  }
}
