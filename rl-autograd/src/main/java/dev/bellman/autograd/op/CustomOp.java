package dev.bellman.autograd.op;

/**
 * An operation from outside this module.
 *
 * <p>A record that implements this is used as any other: {@code Var.of(new Cube(), x)}. {@code
 * GradientCheck} tells whether its derivatives agree with its double value, and a comparison of
 * {@link #run} with {@link #interpret} whether its floats do.
 */
public non-sealed interface CustomOp extends Op {}
