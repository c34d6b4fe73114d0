/**
 * Learners of tables, when states and actions are few and the MDP is unknown. Each is three
 * choices: where experience comes from, which Bellman operator makes the target, and how the policy
 * improves, which here is always ε-greedily.
 *
 * <pre>{@code
 * Q(s, a) ← Q(s, a) + α·(y − Q(s, a))
 * }</pre>
 *
 * <p>{@link dev.bellman.algorithms.loop.TabularTraining} makes a training of one. Read first:
 * {@link dev.bellman.algorithms.tabular.QLearning}, {@link
 * dev.bellman.algorithms.tabular.TabularTarget}, {@link dev.bellman.algorithms.tabular.QTable}.
 */
package dev.bellman.algorithms.tabular;
