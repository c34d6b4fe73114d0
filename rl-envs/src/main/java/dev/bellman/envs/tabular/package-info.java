/**
 * Worlds of finitely many states whose dynamics are known: Gymnasium's toy text, number for number,
 * and those of Sutton and Barto's "Reinforcement Learning" (2nd edition, 2018).
 *
 * <pre>{@code
 * p(r, s′ | s, a)
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.envs.tabular.Dynamics}, {@link
 * dev.bellman.envs.tabular.TabularEnvironment}, {@link dev.bellman.envs.tabular.Blackjack}.
 */
package dev.bellman.envs.tabular;
