/**
 * Finite MDPs whose p(r, s′ | s, a) is known: Bellman operators, their fixed points, and the exact
 * algorithms. Double precision, no networks: these are the oracles for everything that learns.
 *
 * <pre>{@code
 * B*[V](s) = max_a E[r + γ·V(s′) | s, a]
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.core.exact.FiniteMdp}, {@link
 * dev.bellman.core.exact.BellmanOperator}, {@link dev.bellman.core.exact.FixedPoint}.
 */
package dev.bellman.core.exact;
