/**
 * The code of the guides and of the README, which quote these files; a test in rl-bench compares
 * them.
 *
 * <p>Read first: {@link dev.bellman.algorithms.guide.Quickstart}, {@link
 * dev.bellman.algorithms.guide.Reinforce}, {@link dev.bellman.algorithms.guide.Corridor}.
 */
package dev.bellman.algorithms.guide;
