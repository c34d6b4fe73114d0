/**
 * Pictures of what happens in an environment: one scene a world, drawn from what is observed, and
 * films of them.
 *
 * <pre>{@code
 * row of a rollout → Scene → Stage (caption) → Film → GifWriter, PNG
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.bench.draw.Scene}, {@link dev.bellman.bench.draw.Scenes},
 * {@link dev.bellman.bench.draw.Film}.
 */
package dev.bellman.bench.draw;
