package dev.bellman.bench.cli;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.plot.Band;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.run.ProgressTable;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl plot}: learning curves of runs. */
@Command(
    name = "plot",
    description =
        "Draws learning curves; runs of one algorithm and environment become their interquartile"
            + " mean with a 95 %% bootstrap band.",
    mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
  private final Workbench bench;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of runs.")
  private List<Path> paths;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "A PNG file.")
  private Path out;

  PlotCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() throws IOException {
    Map<Pair, List<Curve>> groups = new LinkedHashMap<>();
    for (Path path : paths) {
      RunFolder folder = RunFolder.existing(path);
      RunConfig config = folder.readConfig();
      Curve curve = ProgressTable.read(folder.progress()).returns();
      if (curve.isEmpty()) {
        throw new UsageException(
            "No episode of the run in " + path + " has ended: train it longer");
      }
      groups
          .computeIfAbsent(
              new Pair(config.algorithm(), config.environment()), p -> new ArrayList<>())
          .add(curve);
    }
    Chart chart = new Chart(title(groups), "environment steps", "episode return");
    groups.forEach((pair, runs) -> draw(chart, pair, runs));
    Files.write(out, chart.png());
    bench.out().println("picture  " + out);
    return 0;
  }

  private record Pair(String algorithm, String environment) {
    @Override
    public String toString() {
      return algorithm + " in " + environment;
    }
  }

  private static String title(Map<Pair, List<Curve>> groups) {
    List<String> environments = groups.keySet().stream().map(Pair::environment).distinct().toList();
    List<String> algorithms = groups.keySet().stream().map(Pair::algorithm).distinct().toList();
    return String.join(", ", algorithms) + " in " + String.join(", ", environments);
  }

  private static void draw(Chart chart, Pair pair, List<Curve> runs) {
    if (runs.size() == 1) {
      chart.line(pair.toString(), runs.getFirst());
    } else {
      chart.band(
          pair + ", interquartile mean of " + runs.size() + " runs",
          Band.of(runs, Seeds.of(0).stream("bootstrap")));
    }
  }
}
