/**
 * Classic control with Gymnasium's dynamics: the same seed gives the same first state, and the same
 * actions the same trajectory to within rounding of sine and cosine.
 *
 * <p>State is kept in double precision and observed in single, except where Gymnasium does
 * otherwise: the same actions would lead elsewhere. Sines come from {@link java.lang.Math}, whose
 * bits are the same interpreted and compiled; they agree with Gymnasium's better than those of
 * {@code StrictMath} and allocate nothing. Another processor family may round the last bit of a
 * double otherwise.
 *
 * <pre>{@code
 * s′ = s + τ · ṡ
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.envs.classic.CartPole}, {@link
 * dev.bellman.envs.classic.Pendulum}.
 */
package dev.bellman.envs.classic;
