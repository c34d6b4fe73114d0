/**
 * Linear dynamics, quadratic costs: continuous control whose every quantity is known exactly, so
 * that what learns can be held against it.
 *
 * <pre>{@code
 * x′ = A·x + B·u + w,   r = −(xᵀQx + uᵀRu),   V*(x) = −xᵀPx − c,   u* = −K·x
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.envs.lqr.LinearQuadratic}, {@link
 * dev.bellman.envs.lqr.LinearQuadraticEnvironment}, {@link dev.bellman.envs.lqr.Riccati}.
 */
package dev.bellman.envs.lqr;
