/**
 * Offline reinforcement learning: learners that have a dataset and may not ask the world.
 *
 * <p>Read first: {@link dev.bellman.algorithms.loop.Offline}, {@link
 * dev.bellman.algorithms.offline.BcRegularized}, {@link dev.bellman.algorithms.offline.Iql}.
 *
 * <pre>{@code
 * π*(a|s) ∝ b(a|s)·exp(A(s, a)/β)
 * }</pre>
 */
package dev.bellman.algorithms.offline;
