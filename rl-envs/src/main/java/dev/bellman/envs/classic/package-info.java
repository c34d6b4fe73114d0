/**
 * Classic control with Gymnasium's dynamics: the same seed gives the same first state, and the same
 * actions the same trajectory to within rounding of sine and cosine. In 1500 steps of Gymnasium's
 * in each world, five episodes without a correction in between, Acrobot's too, no observation
 * differs by a bit, and seven rewards of Pendulum by 4e-16 of themselves; the tests demand 1e-6 and
 * 1e-9 on any processor.
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
