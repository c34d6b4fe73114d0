package dev.bellman.bench.run;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.experience.Dataset;
import dev.bellman.envs.EnvironmentSpec;
import dev.bellman.envs.Environments;
import dev.bellman.envs.dataset.DatasetException;
import dev.bellman.envs.dataset.DatasetFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The registry of environments as the command line sees it. */
public final class Worlds {
  private Worlds() {}

  /** What there is to do in each environment, by id. */
  public static Map<String, String> sentences() {
    Map<String, String> sentences = new LinkedHashMap<>();
    Environments.all().forEach(spec -> sentences.put(spec.id(), spec.sentence()));
    return sentences;
  }

  /** The options of an environment and their defaults. */
  public static Map<String, String> options(String id) {
    return check(id).options();
  }

  /**
   * What is known about an environment.
   *
   * @throws UsageException if there is none of this name; it names the nearest
   */
  public static EnvironmentSpec check(String id) {
    Map<String, String> known = sentences();
    if (!known.containsKey(id)) {
      throw Names.unknown("environment", id, known.keySet());
    }
    return Environments.spec(id);
  }

  /**
   * Makes environments of this name with these options.
   *
   * @throws UsageException if the name, an option or its value is unknown
   */
  public static EnvironmentFactory factory(String id, Map<String, String> options) {
    check(id);
    try {
      Environments.make(id, options);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return new EnvironmentFactory() {
      @Override
      public Environment<?> make() {
        return Environments.make(id, options);
      }

      @Override
      public FiniteMdp mdp(double gamma) {
        return Environments.mdp(id, options, gamma);
      }
    };
  }

  /**
   * The dataset in a file; an empty name is none.
   *
   * @throws UsageException if there is no dataset in it
   */
  static Optional<Dataset> dataset(String file) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(DatasetFile.read(Path.of(file)));
    } catch (DatasetException | IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** The return from which the environment counts as solved, if it has one. */
  static OptionalDouble threshold(String id) {
    double threshold = check(id).rewardThreshold();
    return Double.isNaN(threshold) ? OptionalDouble.empty() : OptionalDouble.of(threshold);
  }
}
