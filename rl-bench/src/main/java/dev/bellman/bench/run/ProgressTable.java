package dev.bellman.bench.run;

import dev.bellman.bench.plot.Curve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code progress.csv} as it is read.
 *
 * @param columns their names
 * @param rows the figures; NaN where a cell is blank
 */
public record ProgressTable(List<String> columns, List<double[]> rows) {

  /** Reads the complete rows of a file. */
  public static ProgressTable read(Path file) {
    List<String> lines;
    try {
      String text = Files.readString(file);
      lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<double[]> rows = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      rows.add(
          Arrays.stream(line.split(",", -1))
              .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
              .toArray());
    }
    return new ProgressTable(
        lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",")), rows);
  }

  /** The mean return of the latest 100 training episodes over steps. */
  public Curve returns() {
    return curve(ProgressFile.RETURN);
  }

  /** The mean return of the evaluations over steps. */
  public Curve evaluations() {
    return curve(ProgressFile.EVALUATION);
  }

  /** Whether the training has a figure of this name. */
  public boolean has(String name) {
    return columns.contains(name);
  }

  /** A figure of the training's metrics over steps. */
  public Curve metric(String name) {
    return curve(name);
  }

  private Curve curve(String column) {
    int x = columns.indexOf(ProgressFile.STEPS);
    int y = columns.indexOf(column);
    List<double[]> known = rows.stream().filter(row -> Double.isFinite(row[y])).toList();
    return new Curve(
        known.stream().mapToDouble(row -> row[x]).toArray(),
        known.stream().mapToDouble(row -> row[y]).toArray());
  }

  /** How fast the run was, over all times that it was resumed. */
  Speeds speeds() {
    int speed = columns.indexOf(ProgressFile.SPEED);
    double total = rows.isEmpty() ? 0 : rows.getLast()[0];
    double seconds = 0;
    double lateSteps = 0;
    double lateSeconds = 0;
    double before = 0;
    for (double[] row : rows) {
      double steps = row[0] - before;
      double time = steps / row[speed];
      seconds += time;
      if (row[0] > total / 2) {
        lateSteps += steps;
        lateSeconds += time;
      }
      before = row[0];
    }
    return new Speeds(seconds, total / seconds, lateSteps / lateSeconds);
  }

  /**
   * Figures of speed.
   *
   * @param trainingSeconds all time without evaluation and writing
   * @param stepsPerSecond of training
   * @param steadyStepsPerSecond of the second half of the steps
   */
  record Speeds(double trainingSeconds, double stepsPerSecond, double steadyStepsPerSecond) {}
}
