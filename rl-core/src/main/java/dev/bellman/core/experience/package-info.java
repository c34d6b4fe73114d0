/**
 * Where experience is kept until it is learned from.
 *
 * <p>Read first: {@link dev.bellman.core.experience.Rollout}.
 */
package dev.bellman.core.experience;
