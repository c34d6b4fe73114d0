/**
 * Environments by name: what there is, which options it takes, and how it is made.
 *
 * <p>Read first: {@link dev.bellman.envs.Environments}, {@link dev.bellman.envs.EnvironmentSpec},
 * {@link dev.bellman.envs.Options}.
 */
package dev.bellman.envs;
