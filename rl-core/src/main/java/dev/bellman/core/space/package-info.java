/**
 * What observations and actions are: one of finitely many numbers, or a vector within bounds.
 * Either is a row of floats in a caller's array.
 *
 * <p>Read first: {@link dev.bellman.core.space.Space}, {@link dev.bellman.core.space.Discrete},
 * {@link dev.bellman.core.space.Box}.
 */
package dev.bellman.core.space;
