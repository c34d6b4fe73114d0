/**
 * Checkpoints: everything a training's future depends on, in one folder that a kill cannot break.
 *
 * <p>Read first {@link dev.bellman.core.checkpoint.Stateful}, {@link
 * dev.bellman.core.checkpoint.StateWriter} and {@link dev.bellman.core.checkpoint.Checkpoint}. The
 * promise, for equal kernels and lane count, is
 *
 * <pre>{@code
 * advance(load(save(s)), n) = advance(s, n)   bit by bit
 * }</pre>
 */
package dev.bellman.core.checkpoint;
