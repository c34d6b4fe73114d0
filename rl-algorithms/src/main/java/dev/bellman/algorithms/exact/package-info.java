/**
 * Settings of the exact algorithms, which know the MDP. The algorithms themselves are in {@code
 * dev.bellman.core.exact}, because they are the oracles of all others; {@link
 * dev.bellman.algorithms.loop.Exact} makes a training of one.
 *
 * <pre>{@code
 * V* = B*[V*]
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.algorithms.exact.DynamicProgramming}, {@link
 * dev.bellman.algorithms.exact.SoftDynamicProgramming}.
 */
package dev.bellman.algorithms.exact;
