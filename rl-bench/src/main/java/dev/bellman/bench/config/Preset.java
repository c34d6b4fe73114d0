package dev.bellman.bench.config;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Settings that are known to work for an algorithm in an environment.
 *
 * @param steps how long to train, if the preset says so
 * @param settings configuration components by name, as {@link ConfigBinding#with} takes them
 */
public record Preset(OptionalLong steps, Map<String, String> settings) {
  /** The preset that changes nothing. */
  public static final Preset NONE = new Preset(OptionalLong.empty(), Map.of());

  /** Copies the settings. */
  public Preset {
    settings = Map.copyOf(settings);
  }
}
