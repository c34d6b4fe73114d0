package dev.bellman.bench.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The presets of one algorithm: a YAML file whose keys are environments, and below each the steps
 * and components of its configuration, by our names or by RL-Zoo's.
 *
 * <p>Fields of RL-Zoo that no configuration has are refused by name, since a preset without them is
 * another one: {@code normalize} if it is on, {@code normalize_advantage}, {@code use_sde}, {@code
 * log_std_init}, {@code activation_fn}, and policies other than {@code MlpPolicy}.
 */
public final class Presets {
  private final String source;
  private final Map<String, Map<String, String>> entries = new TreeMap<>();

  private Presets(String source, JsonNode root) {
    this.source = source;
    root.properties()
        .forEach(
            environment -> {
              Map<String, String> fields = new LinkedHashMap<>();
              environment
                  .getValue()
                  .properties()
                  .forEach(field -> fields.put(field.getKey(), text(field.getValue())));
              entries.put(environment.getKey(), fields);
            });
  }

  /** The presets in the resource {@code /presets/ALGORITHM.yml}; none if there is no such file. */
  public static Presets of(String algorithm) {
    String resource = "/presets/" + algorithm + ".yml";
    try (InputStream in = Presets.class.getResourceAsStream(resource)) {
      return in == null
          ? parse(resource, "{}")
          : parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("Presets: cannot read " + resource, e);
    }
  }

  /** Reads YAML; {@code source} is what errors call it. */
  static Presets parse(String source, String yaml) {
    return new Presets(source, new YAMLMapper().readTree(yaml));
  }

  /** The environments for which there is a preset. */
  public Set<String> environments() {
    return entries.keySet();
  }

  /**
   * The preset of an environment, in terms of the components of {@code defaults}.
   *
   * @throws IllegalStateException if the file sets something that the configuration does not have
   */
  public Preset find(String environment, Record defaults) {
    return Optional.ofNullable(entries.get(environment))
        .map(fields -> new ZooFields(ConfigBinding.write(defaults)).translate(fields))
        .map(preset -> checked(environment, preset, defaults))
        .orElse(Preset.NONE);
  }

  private Preset checked(String environment, Preset preset, Record defaults) {
    try {
      ConfigBinding.with(defaults, preset.settings());
      return preset;
    } catch (UsageException e) {
      throw new IllegalStateException(source + ", " + environment + ": " + e.getMessage(), e);
    }
  }

  /** A list of numbers as {@code 64,64}; anything else as it is written. */
  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asString();
    }
    return String.join(",", value.values().stream().map(JsonNode::asString).toList());
  }
}
