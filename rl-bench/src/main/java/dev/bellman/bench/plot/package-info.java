/**
 * Pictures of learning: curves of single runs, and of several seeds as a mean with its band.
 *
 * <p>Read first: {@link dev.bellman.bench.plot.Chart}, {@link dev.bellman.bench.plot.Curve}, {@link
 * dev.bellman.bench.plot.Band}.
 *
 * <pre>{@code
 * IQM(x₁ … xₙ) = mean of the x that remain when ⌊n/4⌋ are cut off at either end
 * }</pre>
 */
package dev.bellman.bench.plot;
