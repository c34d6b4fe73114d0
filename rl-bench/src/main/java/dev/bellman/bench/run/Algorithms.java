package dev.bellman.bench.run;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.bench.config.Names;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;

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
    return new Algorithms(
        List.of(
            new AlgorithmEntry<>(
                "ppo",
                "Proximal policy optimisation: clipped ratios, several epochs on each rollout.",
                Ppo.Config.defaults(),
                (config, environments, seed, threads) ->
                    Ppo.on(
                        environments.acting(Space.class),
                        config,
                        Seeds.of(seed),
                        Workers.of(threads)),
                Speeds::ppo)));
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
