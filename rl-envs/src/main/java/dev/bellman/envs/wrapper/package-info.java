/**
 * Environments around environments: each changes one thing and passes the rest on.
 *
 * <p>{@link dev.bellman.envs.wrapper.ClipAction} and {@link dev.bellman.envs.wrapper.RescaleAction}
 * change what is done, {@link dev.bellman.envs.wrapper.OneHot}, {@link
 * dev.bellman.envs.wrapper.FrameStack} and {@link dev.bellman.envs.wrapper.NormalizeObservations}
 * what is seen, {@link dev.bellman.envs.wrapper.NormalizeRewards} what it is worth; {@link
 * dev.bellman.envs.wrapper.TimeLimit} ends episodes, {@link
 * dev.bellman.envs.wrapper.RecordEpisodes} counts them.
 *
 * <pre>{@code
 * r′ = r / √(Var G + ε)    for instance
 * }</pre>
 *
 * <p>Read first: {@link dev.bellman.envs.wrapper.TimeLimit}, {@link
 * dev.bellman.envs.wrapper.OneHot}, {@link dev.bellman.envs.wrapper.FrameStack}.
 */
package dev.bellman.envs.wrapper;
