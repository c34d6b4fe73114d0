/**
 * Environments around environments: each changes one thing and passes the rest on.
 *
 * <p>Read first: {@link dev.bellman.envs.wrapper.TimeLimit}, {@link
 * dev.bellman.envs.wrapper.OneHot}.
 */
package dev.bellman.envs.wrapper;
