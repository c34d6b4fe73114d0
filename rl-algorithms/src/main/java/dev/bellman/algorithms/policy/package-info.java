/**
 * Algorithms that improve a parameterised policy along a gradient.
 *
 * <p>Read first: {@link dev.bellman.algorithms.policy.Ppo}, {@link
 * dev.bellman.algorithms.policy.Actor}, {@link dev.bellman.algorithms.policy.Sac}.
 *
 * <pre>{@code
 * ∇J(θ) = 1/(1 − γ)·E_{s ~ d_γ, a ~ π_θ}[∇log π_θ(a|s)·A(s, a)]
 * }</pre>
 */
package dev.bellman.algorithms.policy;
