/**
 * Bellman operators of which a batch of transitions is a sample: what critics are regressed to, one
 * operator a class.
 *
 * <p>Read first: {@link dev.bellman.core.targets.BellmanTarget}, {@link
 * dev.bellman.core.targets.OptimalTarget}, {@link
 * dev.bellman.core.targets.SoftClippedDoubleTarget}.
 *
 * <pre>{@code
 * y = r + γᵏ·(1 − terminated)·V̄(s′)
 * }</pre>
 */
package dev.bellman.core.targets;
