/**
 * Optimizers: from a loss to an update of its parameters, as an effect in a program.
 *
 * <p>Read first: {@link dev.bellman.autograd.optim.Adam}, {@link
 * dev.bellman.autograd.optim.RmsProp}, {@link dev.bellman.autograd.optim.Sgd}.
 *
 * <pre>{@code
 * θ ← θ − η·m̂ / (√v̂ + ε)
 * }</pre>
 */
package dev.bellman.autograd.optim;
