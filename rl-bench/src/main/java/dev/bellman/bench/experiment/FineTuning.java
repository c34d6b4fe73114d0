package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.experiment.OfflineExperiment.Contender;
import dev.bellman.bench.experiment.OfflineExperiment.Group;
import dev.bellman.bench.experiment.OfflineExperiment.Online;
import dev.bellman.bench.experiment.OfflineExperiment.World;
import dev.bellman.bench.plot.Band;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.run.ProgressTable;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How policies that were learned from data fare when they go on in the world. */
final class FineTuning {
  private final OfflineRuns runs;
  private final World world;
  private final Group group;
  private final Online online;

  FineTuning(OfflineRuns runs, World world, Group group, Online online) {
    this.runs = runs;
    this.world = world;
    this.group = group;
    this.online = online;
  }

  private static final String HEAD =
      """

      ### %s, %s

      %s updates from the %s data, then %s steps in the world with an update each; %d greedy episodes
      every %s steps, %d seeds. Normalised scores of the last evaluation before the first step, of the worst one of
      each seed in the first and in the last half of the steps, and of the last one:

      | algorithm | before | worst, first half | worst, last half | at the end |
      |---|---|---|---|---|
      """;

  String text(Path images) throws IOException {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                HEAD,
                world.environment(),
                group.name(),
                Numbers.figure(group.updates()),
                online.data().label(),
                Numbers.figure(online.steps()),
                online.episodes(),
                Numbers.figure(online.evalEvery()),
                group.seeds()));
    String picture =
        String.join("-", "results", OfflineExperiment.NAME, world.environment(), group.name())
            + ".png";
    Chart chart =
        new Chart(
            world.environment()
                + ", "
                + online.data().label()
                + " data, in the world after "
                + Numbers.figure(group.updates())
                + " updates",
            "updates",
            "normalised score");
    for (Contender contender : group.contenders()) {
      List<Curve> curves =
          runs.progress(world, group, contender, online.data()).stream()
              .map(ProgressTable::evaluations)
              .map(this::scores)
              .toList();
      if (curves.isEmpty()) {
        continue;
      }
      text.append(row(contender, curves));
      if (curves.size() > 1) {
        chart.band(contender.name(), Band.of(curves, Seeds.of(0).stream("bootstrap")));
      } else {
        chart.line(contender.name(), curves.getFirst());
      }
    }
    double data = runs.data(world).statistics(online.data()).returnMean();
    chart.level("the data", runs.data(world).score(data));
    Files.write(images.resolve(picture), chart.png());
    if (!group.note().isEmpty()) {
      text.append('\n').append(group.note().strip()).append('\n');
    }
    return text
        + "\n![scores before and after the first step in the world](images/"
        + picture
        + ")\n";
  }

  private Curve scores(Curve returns) {
    return new Curve(returns.x(), runs.data(world).scores(returns.y()));
  }

  private String row(Contender contender, List<Curve> curves) {
    double first = contender.updates();
    double half = first + online.steps() / 2.0;
    double end = first + online.steps();
    return String.join(
            " | ",
            "| `" + contender.name() + "`",
            cell(curves, curve -> lowest(curve, first, first)),
            cell(curves, curve -> lowest(curve, first + 1, half)),
            cell(curves, curve -> lowest(curve, half + 1, end)),
            cell(curves, curve -> lowest(curve, end, end)))
        + " |\n";
  }

  private static String cell(List<Curve> curves, ToDoubleFunction<Curve> of) {
    return Cell.of(curves.stream().mapToDouble(of).toArray());
  }

  /** The lowest y between two x, both included; NaN if there is no point. */
  static double lowest(Curve curve, double from, double to) {
    double lowest = Double.NaN;
    for (int i = 0; i < curve.x().length; i++) {
      if (from <= curve.x()[i] && curve.x()[i] <= to && !(lowest <= curve.y()[i])) {
        lowest = curve.y()[i];
      }
    }
    return lowest;
  }
}
