package dev.bellman.bench.run;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The algorithms that the command line knows, in the order of the notes.
 *
 * @param entries each by a name of its own
 */
public record Algorithms(List<AlgorithmEntry<?>> entries) {

  /** Copies the list. */
  public Algorithms {
    entries = List.copyOf(entries);
  }

  /** All algorithms of this library. */
  public static Algorithms all() {
    List<AlgorithmEntry<?>> all = new ArrayList<>(ExactAlgorithms.ENTRIES);
    all.addAll(TabularAlgorithms.ENTRIES);
    all.addAll(ValueAlgorithms.ENTRIES);
    all.addAll(PolicyAlgorithms.ENTRIES);
    all.addAll(ModelAlgorithms.ENTRIES);
    all.addAll(OfflineAlgorithms.ENTRIES);
    return new Algorithms(all);
  }

  /** What can be measured, by name, in order. */
  public Map<String, Speed> speeds() {
    Map<String, Speed> speeds = new LinkedHashMap<>();
    for (AlgorithmEntry<?> entry : entries) {
      entry.speed().ifPresent(speed -> speeds.put(entry.name(), speed));
    }
    return speeds;
  }

  /** The names, in order. */
  public List<String> names() {
    return entries.stream().<String>map(AlgorithmEntry::name).toList();
  }

  /**
   * The algorithm of this name.
   *
   * @throws UsageException if there is none; it names the nearest
   */
  public AlgorithmEntry<?> find(String name) {
    for (AlgorithmEntry<?> entry : entries) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    throw Names.unknown("algorithm", name, names());
  }

  /**
   * The algorithm of this name, which learns in this environment.
   *
   * @param environment the environment's name
   * @throws UsageException if there is none, or its spaces are others; it names the algorithms that
   *     learn there from the same source
   */
  AlgorithmEntry<?> find(String name, String environment, EnvironmentFactory environments) {
    AlgorithmEntry<?> found = find(name);
    Environment<?> world = environments.make();
    if (found.fits(world)) {
      return found;
    }
    String fitting =
        entries.stream()
            .filter(entry -> entry.source() == found.source() && entry.fits(world))
            .map(AlgorithmEntry::name)
            .collect(Collectors.joining(", "));
    throw new UsageException(
        name
            + " does not learn in "
            + environment
            + ", whose observations are "
            + kind(world.observationSpace())
            + " and whose actions are "
            + kind(world.actionSpace())
            + (fitting.isEmpty() ? "" : ": there learn " + fitting));
  }

  private static String kind(Space space) {
    return space instanceof Box ? "continuous" : "discrete";
  }
}
