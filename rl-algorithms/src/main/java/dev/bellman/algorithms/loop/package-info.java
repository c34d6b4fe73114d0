/**
 * How experience and updates alternate: one loop for each source of experience.
 *
 * <p>Read first: {@link dev.bellman.algorithms.loop.OnPolicy}, {@link
 * dev.bellman.algorithms.loop.OffPolicy}, {@link dev.bellman.algorithms.loop.TabularTraining}.
 */
package dev.bellman.algorithms.loop;
