/**
 * Policies and values as networks, and what stands between them and the world: the parts that
 * off-policy and offline learners share. Not exported.
 *
 * <p>Read first: {@link dev.bellman.algorithms.network.TwinCritic}, {@link
 * dev.bellman.algorithms.network.SquashedActor}, {@link
 * dev.bellman.algorithms.network.ActionScale}.
 *
 * <pre>{@code
 * Q(s, a) = minᵢ f_φᵢ(s, a)
 * }</pre>
 */
package dev.bellman.algorithms.network;
