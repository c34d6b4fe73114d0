package dev.bellman.bench.run;

import dev.bellman.core.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes {@code progress.csv}: a row a piece, or a row for so many steps where pieces are short.
 *
 * <p>Rows reach the disk before the checkpoint that they lead to, and a resumed run cuts off those
 * beyond its checkpoint: so no row is lost and none is there twice.
 */
final class ProgressFile {
  static final String WALL = "wallSeconds";
  static final String SPEED = "stepsPerSecond";
  static final String EVALUATION = "evalReturnMean";
  static final String RETURN = "return";
  static final String STEPS = "steps";

  private final Path file;
  private final StringBuilder waiting = new StringBuilder();
  private double wallSeconds;
  private long rowSteps;
  private double rowSeconds;

  private ProgressFile(Path file, double wallSeconds, long steps) {
    this.file = file;
    this.wallSeconds = wallSeconds;
    this.rowSteps = steps;
  }

  /** A file with nothing but its header. */
  static ProgressFile create(Path file, Training training) {
    StringBuilder header = new StringBuilder("steps,updates,episodes,return,length");
    training.metrics().keySet().forEach(name -> header.append(',').append(name));
    header.append(',').append(EVALUATION).append(',').append(WALL).append(',').append(SPEED);
    try {
      Files.writeString(file, header.append('\n'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProgressFile(file, 0, training.steps());
  }

  /** The file of a run that goes on at {@code steps}: later rows, and half a row, are cut off. */
  static ProgressFile resume(Path file, long steps) {
    double wall = 0;
    StringBuilder kept = new StringBuilder();
    try {
      String text = Files.readString(file);
      int complete = text.lastIndexOf('\n') + 1;
      List<String> lines = text.substring(0, complete).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String[] cells = lines.get(i).split(",", -1);
        if (i > 0 && Long.parseLong(cells[0]) > steps) {
          break;
        }
        kept.append(lines.get(i)).append('\n');
        wall = i == 0 ? 0 : Double.parseDouble(cells[cells.length - 2]);
      }
      Files.writeString(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProgressFile(file, wall, steps);
  }

  /** Counts a piece of training, without evaluation and writing. */
  void trained(double seconds) {
    rowSeconds += seconds;
    wallSeconds += seconds;
  }

  /** Counts time that was not spent on training. */
  void waited(double seconds) {
    wallSeconds += seconds;
  }

  /** The steps of the latest row. */
  long steps() {
    return rowSteps;
  }

  /** All time so far, over all times that the run was resumed. */
  double wallSeconds() {
    return wallSeconds;
  }

  /** Adds a row, which reaches the disk with {@link #flush}. */
  void row(Training training, OptionalDouble evaluation) {
    var episodes = training.episodes();
    waiting.append(training.steps()).append(',');
    waiting.append(training.updates()).append(',');
    waiting.append(episodes.count()).append(',');
    cell(episodes.meanReturn());
    cell(episodes.meanLength());
    training.metrics().values().forEach(this::cell);
    cell(evaluation.orElse(Double.NaN));
    cell(Math.round(wallSeconds * 1e6) / 1e6);
    double speed = (training.steps() - rowSteps) / Math.max(rowSeconds, 1e-9);
    waiting.append(Math.round(speed * 1e3) / 1e3).append('\n');
    rowSteps = training.steps();
    rowSeconds = 0;
  }

  /** Puts all rows on the disk. */
  void flush() {
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toString().getBytes(StandardCharsets.UTF_8));
    waiting.setLength(0);
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cell(double value) {
    if (!Double.isNaN(value)) {
      waiting.append(value);
    }
    waiting.append(',');
  }
}
