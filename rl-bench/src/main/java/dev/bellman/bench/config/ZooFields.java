package dev.bellman.bench.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/** Translates the field names of RL-Zoo's presets into the components of a configuration. */
final class ZooFields {
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("n_envs", "environments"),
          Map.entry("n_timesteps", "steps"),
          Map.entry("n_steps", "rolloutSteps"),
          Map.entry("batch_size", "batchSize"),
          Map.entry("n_epochs", "epochs"),
          Map.entry("gae_lambda", "lambda"),
          Map.entry("cg_damping", "damping"),
          Map.entry("cg_max_steps", "conjugateGradientIterations"),
          Map.entry("n_critic_updates", "epochs"),
          Map.entry("ent_coef", "entropyCoefficient"),
          Map.entry("vf_coef", "valueCoefficient"),
          Map.entry("clip_range", "clip"),
          Map.entry("learning_rate", "learningRate"),
          Map.entry("max_grad_norm", "maxGradientNorm"),
          Map.entry("buffer_size", "bufferSize"),
          Map.entry("learning_starts", "learningStarts"),
          Map.entry("train_freq", "trainEvery"),
          Map.entry("gradient_steps", "updates"),
          Map.entry("target_update_interval", "targetPeriod"));
  private static final Set<String> IGNORED = Set.of("policy", "ortho_init");

  private final Map<String, String> defaults;

  /** For a configuration with these components and default values. */
  ZooFields(Map<String, String> defaults) {
    this.defaults = defaults;
  }

  Preset translate(Map<String, String> fields) {
    Map<String, String> settings = new LinkedHashMap<>();
    fields.forEach((name, value) -> add(name, value, settings));
    continuous(settings);
    minibatches(settings);
    epsilon(settings);
    updates(settings);
    targetPeriod(fields, settings);
    String steps = settings.remove("steps");
    return new Preset(
        steps == null ? OptionalLong.empty() : OptionalLong.of(Numbers.whole(steps)), settings);
  }

  private void add(String name, String value, Map<String, String> out) {
    if (name.equals("policy") && !value.equals("MlpPolicy")) {
      throw new IllegalStateException("Presets: the only policy is MlpPolicy, not " + value);
    }
    if (name.equals("policy_kwargs")) {
      map(value).forEach((part, x) -> network(part.toString(), x, out));
    } else if (name.equals("normalize")) {
      normalize(value, out);
    } else if (!IGNORED.contains(name)) {
      out.put(RENAMED.getOrDefault(name, name), value);
    }
  }

  /** The noise of TD3 and DDPG, the price of entropy in SAC, and one rate where we have two. */
  private void continuous(Map<String, String> settings) {
    String noise = settings.remove("noise_type");
    if (noise != null) {
      settings.put("noise", noise.equals("normal") ? "gaussian" : noise);
    }
    String deviation = settings.remove("noise_std");
    if (deviation != null) {
      settings.put("noise.deviation", deviation);
    }
    if (defaults.containsKey("temperature") && settings.containsKey("entropyCoefficient")) {
      String temperature = settings.remove("entropyCoefficient");
      if (!temperature.equals("auto")) {
        settings.put("temperature", temperature);
        if (defaults.containsKey("temperatureLearningRate")) {
          settings.put("temperatureLearningRate", "0");
        }
      }
    }
    if (!defaults.containsKey("learningRate") && settings.containsKey("learningRate")) {
      String rate = settings.remove("learningRate");
      settings.put("policyLearningRate", rate);
      settings.put("criticLearningRate", rate);
    }
  }

  /** What we have no component for keeps its name, by which it is refused. */
  private static void network(String part, Object value, Map<String, String> out) {
    if (part.equals("net_arch")) {
      out.put("hidden", layers(value));
    } else if (!IGNORED.contains(part)) {
      out.put(part, value.toString());
    }
  }

  /** {@code [64, 64]}, or {@code [dict(pi=[64, 64], vf=[64, 64])]} if both are the same. */
  private static String layers(Object value) {
    if (value instanceof List<?> one && one.size() == 1 && one.getFirst() instanceof Map<?, ?> m) {
      return layers(m);
    }
    if (value instanceof Map<?, ?> networks) {
      List<String> sizes = networks.values().stream().map(ZooFields::layers).distinct().toList();
      if (sizes.size() != 1) {
        throw new IllegalStateException("Presets: net_arch wants equal networks, not " + networks);
      }
      return sizes.getFirst();
    }
    return value.toString().replaceAll("[\\[\\] ]", "");
  }

  /** Nothing is normalised here: only a preset that does not ask for it can be followed. */
  private static void normalize(String value, Map<String, String> out) {
    boolean plain = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    Collection<?> parts = plain ? List.of(value) : map(value).values();
    if (parts.stream().anyMatch(on -> Boolean.parseBoolean(on.toString()))) {
      out.put("normalize", value);
    }
  }

  /**
   * A configuration that counts minibatches gets environments·rolloutSteps / batch_size of them.
   */
  private void minibatches(Map<String, String> settings) {
    if (defaults.containsKey("batchSize") || !settings.containsKey("batchSize")) {
      return;
    }
    long batch = Numbers.whole(settings.remove("batchSize"));
    long rollout = whole("environments", settings) * whole("rolloutSteps", settings);
    if (rollout % batch != 0) {
      throw new IllegalStateException(
          "Presets: batch_size "
              + batch
              + " does not divide environments * rolloutSteps, "
              + rollout);
    }
    settings.put("minibatches", Long.toString(rollout / batch));
  }

  /**
   * The three numbers of an exploration are one schedule, which takes the first part of the run.
   */
  private static void epsilon(Map<String, String> settings) {
    String initial = settings.remove("exploration_initial_eps");
    String last = settings.remove("exploration_final_eps");
    String fraction = settings.remove("exploration_fraction");
    if (initial != null || last != null || fraction != null) {
      settings.put(
          "epsilon",
          String.join(
              "_",
              "lin",
              Objects.requireNonNullElse(initial, "1.0"),
              Objects.requireNonNullElse(last, "0.05"),
              Objects.requireNonNullElse(fraction, "0.1")));
    }
  }

  /** gradient_steps −1: as many updates as steps of all environments. */
  private void updates(Map<String, String> settings) {
    if (settings.getOrDefault("updates", "").equals("-1")) {
      long updates = whole("trainEvery", settings) * whole("environments", settings);
      settings.put("updates", Long.toString(updates));
    }
  }

  /**
   * The interval counts steps and the period updates. An interval shorter than a training copies
   * once each training, since nothing changes between two of them.
   */
  private void targetPeriod(Map<String, String> fields, Map<String, String> settings) {
    if (fields.containsKey("target_update_interval")) {
      long interval = Numbers.whole(settings.get("targetPeriod"));
      long updates = whole("updates", settings);
      long steps = whole("trainEvery", settings) * whole("environments", settings);
      settings.put("targetPeriod", Long.toString(Math.max(updates, interval * updates / steps)));
    }
  }

  /** The value of a component, which may be a part of another. */
  private long whole(String name, Map<String, String> settings) {
    String text = settings.get(name);
    for (Map.Entry<String, String> entry : defaults.entrySet()) {
      if (text == null && ("." + entry.getKey()).endsWith("." + name)) {
        text = entry.getValue();
      }
    }
    return Numbers.whole(text);
  }

  private static Map<?, ?> map(String text) {
    if (Literal.parse(text) instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException("Presets: a dict is wanted, not " + text);
  }
}
