/**
 * Tiny worlds with known values, each of which one classic bug breaks: whoever's learner fails on
 * one of them knows where to look.
 *
 * <pre>{@code
 * V(s) = 1/(1 − γ)   for a reward of 1 that never ends, however often it is truncated
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.envs.probe.Probe}, {@link dev.bellman.envs.probe.World}.
 */
package dev.bellman.envs.probe;
