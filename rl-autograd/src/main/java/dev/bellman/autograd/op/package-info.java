/**
 * Expressions and the operations they are made of.
 *
 * <p>Read first: {@link dev.bellman.autograd.op.Var} (an expression), {@link
 * dev.bellman.autograd.op.Op} (what an operation must say of itself), {@link
 * dev.bellman.autograd.op.Tanh} (the shortest example).
 *
 * <pre>{@code
 * vjp: ḡ ↦ ḡ·∂y/∂x,   jvp: ẋ ↦ ∂y/∂x·ẋ,   both again expressions
 * }</pre>
 */
package dev.bellman.autograd.op;
