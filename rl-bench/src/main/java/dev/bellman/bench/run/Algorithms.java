package dev.bellman.bench.run;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.bench.config.Names;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The algorithms that the command line knows, in the order of the notes.
 *
 * @param entries each by a name of its own
 * @param updates algorithms of which there is the update alone: they can be measured, not trained
 */
public record Algorithms(List<AlgorithmEntry<?>> entries, Map<String, Speed> updates) {

  /** Copies list and map. */
  public Algorithms {
    entries = List.copyOf(entries);
    updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
  }

  /** Algorithms all of which can be trained. */
  public Algorithms(List<AlgorithmEntry<?>> entries) {
    this(entries, Map.of());
  }

  /** All algorithms of this library. */
  public static Algorithms all() {
    List<AlgorithmEntry<?>> all = new ArrayList<>(ExactAlgorithms.ENTRIES);
    all.addAll(TabularAlgorithms.ENTRIES);
    all.add(
        new AlgorithmEntry<>(
            "ppo",
            "Proximal policy optimisation: clipped ratios, several epochs on each rollout.",
            Ppo.Config.defaults(),
            (config, environments, seed, threads) ->
                Ppo.on(
                    environments.acting(Space.class), config, Seeds.of(seed), Workers.of(threads)),
            Speeds::ppo));
    return new Algorithms(all, updatesAlone());
  }

  private static Map<String, Speed> updatesAlone() {
    Map<String, Speed> updates = new LinkedHashMap<>();
    updates.put("dqn", Speeds::dqn);
    updates.put("td3", Speeds::td3);
    updates.put("sac", Speeds::sac);
    return updates;
  }

  /** What can be measured, by name, in order. */
  public Map<String, Speed> speeds() {
    Map<String, Speed> speeds = new LinkedHashMap<>();
    for (AlgorithmEntry<?> entry : entries) {
      entry.speed().ifPresent(speed -> speeds.put(entry.name(), speed));
    }
    speeds.putAll(updates);
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
