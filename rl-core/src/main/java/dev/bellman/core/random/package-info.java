/**
 * Randomness that is the same everywhere: NumPy's {@code SeedSequence} and {@code PCG64}, so that a
 * seed gives Gymnasium's own initial states, and named streams drawn from one seed.
 *
 * <p>Read first: {@link dev.bellman.core.random.Seeds}, {@link dev.bellman.core.random.Pcg64},
 * {@link dev.bellman.core.random.SeedSequence}.
 *
 * <pre>{@code
 * state ← state · m + increment  (mod 2¹²⁸)
 * }</pre>
 */
package dev.bellman.core.random;
