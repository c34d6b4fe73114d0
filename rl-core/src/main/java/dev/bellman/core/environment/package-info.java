/**
 * Worlds that are acted in, one at a time or several side by side. How an episode ended is never
 * blurred: <em>terminated</em> means that nothing follows, <em>truncated</em> that somebody stopped
 * watching, and the final observation is there in either case.
 *
 * <pre>{@code
 * discount = γ · (1 − terminated)
 * }</pre>
 *
 * <p>Some worlds tell their {@link dev.bellman.core.environment.Equations}, for who plans with
 * them.
 *
 * <p>Read first: {@link dev.bellman.core.environment.Environment}, {@link
 * dev.bellman.core.environment.VectorEnvironment}, {@link dev.bellman.core.environment.Checked}.
 */
package dev.bellman.core.environment;
