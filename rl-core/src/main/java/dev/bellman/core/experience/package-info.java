/**
 * Where experience is kept until it is learned from.
 *
 * <p>Read first: {@link dev.bellman.core.experience.Rollout} for what is used once, {@link
 * dev.bellman.core.experience.ReplayBuffer} and {@link dev.bellman.core.experience.Replay} for what
 * is used again.
 *
 * <pre>{@code
 * (s, a, r, γᵏ·(1 − terminated), s′)
 * }</pre>
 */
package dev.bellman.core.experience;
