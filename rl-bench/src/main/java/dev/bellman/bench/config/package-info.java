/**
 * From strings to a configuration and back: what {@code --set}, presets and {@code config.json}
 * have in common.
 *
 * <p>Read first: {@link dev.bellman.bench.config.ConfigBinding}, {@link
 * dev.bellman.bench.config.Presets}, {@link dev.bellman.bench.config.Names}.
 *
 * <pre>{@code
 * settings = defaults < preset of (algorithm, environment) < --set,   read(write(config)) = config
 * }</pre>
 */
package dev.bellman.bench.config;
