package dev.bellman.bench.run;

import dev.bellman.bench.config.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * @throws dev.bellman.bench.config.UsageException if there is none; it names the nearest
   */
  public AlgorithmEntry<?> find(String name) {
    for (AlgorithmEntry<?> entry : entries) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    throw Names.unknown("algorithm", name, names());
  }
}
