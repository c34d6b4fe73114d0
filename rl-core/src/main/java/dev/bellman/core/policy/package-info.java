/**
 * What acts: a function from a batch of observations to a batch of actions.
 *
 * <pre>{@code
 * a ~ π(· | s)
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.core.policy.Policy}, {@link
 * dev.bellman.core.policy.UniformPolicy}.
 */
package dev.bellman.core.policy;
