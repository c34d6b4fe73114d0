/**
 * What a step was worth: returns and advantages of a stretch of T steps in each of N environments,
 * one equation a class.
 *
 * <p>All arrays are flat and time-major: step t of environment n is element {@code t · N + n}. An
 * array may be longer than T · N; what lies behind is neither read nor written. {@code nextValues}
 * holds V(s′ₜ), the value of what step t led to, which at the end of an episode is the <b>final</b>
 * observation and never the first one of the next episode. Thus a truncated episode is worth what
 * its final observation promises, and a terminated one nothing more:
 *
 * <pre>{@code
 * γₜ = γ · (1 − terminatedₜ)
 * δₜ = rₜ + γₜ · V(s′ₜ) − V(sₜ)
 * }</pre>
 *
 * <p>Sums are kept in double precision, so results are right to the last float bit or nearly so.
 *
 * <p>Read first: {@link dev.bellman.core.returns.Gae}, {@link
 * dev.bellman.core.returns.TemporalDifference}, {@link dev.bellman.core.returns.LambdaReturn}.
 */
package dev.bellman.core.returns;
