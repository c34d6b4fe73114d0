/**
 * Derivatives of expressions, and expressions compiled to programs.
 *
 * <p>Read first: {@link dev.bellman.autograd.op.Var} (an expression), {@link
 * dev.bellman.autograd.Gradient} (its derivative, an expression again), {@link
 * dev.bellman.autograd.Program} (what computes it).
 *
 * <pre>{@code
 * Var loss = x.matmul(w).minus(y).square().mean();
 * Program program = Program.of(loss, Gradient.of(loss, w));
 * }</pre>
 */
package dev.bellman.autograd;
