package dev.bellman.bench.run;

import dev.bellman.core.training.Evaluation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a run: {@code summary.json}.
 *
 * @param fields figures and names, in the order in which they are written
 */
public record Summary(Map<String, Object> fields) {

  private static final String BUILD = "build";

  /** Copies the fields. */
  public Summary {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static Summary of(RunConfig config, Machine machine, Outcome outcome) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("algorithm", config.algorithm());
    out.put("environment", config.environment());
    out.put("seed", config.seed());
    out.put("threads", config.threads());
    out.put("kernels", machine.kernels());
    out.put("lanes", machine.lanes());
    out.put(BUILD, Build.fingerprint());
    out.put("steps", outcome.steps());
    out.put("updates", outcome.updates());
    out.put("episodes", outcome.episodes());
    out.put("wallSeconds", outcome.wallSeconds());
    out.put("stepsPerSecond", outcome.speed().stepsPerSecond());
    out.put("steadyStepsPerSecond", outcome.speed().steadyStepsPerSecond());
    out.put("updatesPerSecond", outcome.updates() / outcome.speed().trainingSeconds());
    out.put("evalEpisodes", outcome.evaluation().episodes());
    out.put("evalReturnMean", outcome.evaluation().mean());
    out.put("evalReturnStd", outcome.evaluation().std());
    outcome.metrics().forEach(out::putIfAbsent);
    out.values().removeIf(value -> value instanceof Double x && !Double.isFinite(x));
    return new Summary(out);
  }

  /** What a training came to. */
  record Outcome(
      long steps,
      long updates,
      long episodes,
      double wallSeconds,
      ProgressTable.Speeds speed,
      Evaluation evaluation,
      Map<String, Double> metrics) {}

  static Summary read(Path file) {
    @SuppressWarnings("unchecked") // what of(…) wrote is an object
    Map<String, Object> fields = Json.read(file, Map.class);
    return new Summary(fields);
  }

  void write(Path file) {
    Json.write(file, fields);
  }

  /** A figure by its name; NaN if there is none. */
  public double figure(String name) {
    return fields.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Whether the code of now made this. */
  public boolean isOfThisBuild() {
    return Build.fingerprint().equals(fields.get(BUILD));
  }
}
