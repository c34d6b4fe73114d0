/**
 * Datasets in files: our own format, and the two of HDF5 that the world has, those of Minari and of
 * D4RL.
 *
 * <p>Read first: {@link dev.bellman.envs.dataset.DatasetFile}, {@link
 * dev.bellman.envs.dataset.DatasetStatistics}, {@link dev.bellman.core.experience.Dataset}.
 *
 * <pre>{@code
 * D = {(s₀ a₀ r₀ s₁ a₁ r₁ … s_T)}   T + 1 observations, T actions, T rewards an episode
 * }</pre>
 *
 * <p>HDF5 wants {@code io.jhdf:jhdf} on the class path, which is optional: whoever never meets an
 * HDF5 file need not have it. It is pure Java; HDF5 is too large a format to read by ourselves. It
 * logs through SLF4J, whose hint on the console goes away with a provider, such as {@code
 * org.slf4j:slf4j-nop}. The JSON of spaces is read by jackson-core's streaming parser.
 */
package dev.bellman.envs.dataset;
