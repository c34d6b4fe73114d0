package dev.bellman.bench.cli;

import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.config.Names;
import dev.bellman.bench.run.AlgorithmEntry;
import dev.bellman.bench.run.Worlds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rl list}: what there is. */
@Command(
    name = "list",
    description = "Algorithms and environments, a sentence each; the settings of one algorithm.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An algorithm, to see its settings and their defaults.")
  private String name;

  ListCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    Map<String, String> algorithms = new LinkedHashMap<>();
    for (AlgorithmEntry<?> entry : bench.algorithms().entries()) {
      algorithms.put(entry.name(), entry.sentence());
    }
    Map<String, String> environments = Worlds.sentences();
    if (name == null) {
      table("Algorithms", algorithms);
      table("Environments", environments);
    } else if (algorithms.containsKey(name)) {
      AlgorithmEntry<?> entry = bench.algorithms().find(name);
      table(entry.sentence(), ConfigBinding.write(entry.defaults()));
    } else if (environments.containsKey(name)) {
      table("Environment", Map.of(name, environments.get(name)));
    } else {
      List<String> known = new ArrayList<>(algorithms.keySet());
      known.addAll(environments.keySet());
      throw Names.unknown("algorithm or environment", name, known);
    }
    return 0;
  }

  private void table(String heading, Map<String, String> rows) {
    bench.out().println(heading);
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows.forEach(
        (key, value) ->
            bench.out().println("  " + key + " ".repeat(width - key.length() + 2) + value));
  }
}
