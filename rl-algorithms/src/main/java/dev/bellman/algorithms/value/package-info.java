/**
 * Algorithms that learn action values and act greedily in them.
 *
 * <p>Read first: {@link dev.bellman.algorithms.value.FittedQIteration}, {@link
 * dev.bellman.algorithms.value.Dqn}, {@link dev.bellman.algorithms.value.DoubleDqn}.
 *
 * <pre>{@code
 * π(s) = argmax_a Q(s, a)
 * }</pre>
 */
package dev.bellman.algorithms.value;
