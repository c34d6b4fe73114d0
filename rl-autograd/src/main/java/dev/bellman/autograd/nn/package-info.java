/**
 * Networks as functions from expressions to expressions, and how their weights begin.
 *
 * <p>Read first: {@link dev.bellman.autograd.nn.Mlp}, {@link dev.bellman.autograd.nn.Linear},
 * {@link dev.bellman.autograd.nn.Initializer}.
 *
 * <pre>{@code
 * y = W_L·f(… f(W₁·x + b₁) …) + b_L
 * }</pre>
 */
package dev.bellman.autograd.nn;
