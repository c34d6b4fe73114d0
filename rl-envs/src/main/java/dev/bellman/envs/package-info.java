/**
 * Environments by name: what there is, which options it takes, and how it is made.
 *
 * <p>Read first: {@link dev.bellman.envs.Environments}, {@link dev.bellman.envs.EnvironmentSpec},
 * {@link dev.bellman.envs.Options}; for an environment of your own, {@link
 * dev.bellman.envs.EnvironmentChecker}.
 */
package dev.bellman.envs;
