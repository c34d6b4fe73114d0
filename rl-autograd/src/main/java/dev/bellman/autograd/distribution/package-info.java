/**
 * Distributions over actions as expressions of a network's outputs.
 *
 * <p>Read first: {@link dev.bellman.autograd.distribution.Distribution}, {@link
 * dev.bellman.autograd.distribution.Categorical}, {@link
 * dev.bellman.autograd.distribution.DiagonalGaussian}, {@link
 * dev.bellman.autograd.distribution.SquashedGaussian}.
 *
 * <pre>{@code
 * log π(a|s),   H(π(·|s)) = −E log π(a|s),   KL(p ‖ q) = E_p[log p − log q]
 * }</pre>
 */
package dev.bellman.autograd.distribution;
