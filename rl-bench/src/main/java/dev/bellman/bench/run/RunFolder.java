package dev.bellman.bench.run;

import dev.bellman.bench.config.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a run are.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** The folder of a new run: {@code ALGORITHM-ENVIRONMENT-SEED} with -2, -3 … if it is taken. */
  public static RunFolder next(Path runs, String algorithm, String environment, long seed) {
    String name = algorithm + "-" + environment.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + seed;
    Path path = runs.resolve(name);
    for (int k = 2; taken(path); k++) {
      path = runs.resolve(name + "-" + k);
    }
    return new RunFolder(path);
  }

  /**
   * The folder that the user chose for a new run. A run in it stays until the new one has begun.
   *
   * @throws UsageException if it is not empty, unless it holds a run and may be overwritten
   */
  public static RunFolder chosen(Path path, boolean overwrite) {
    RunFolder folder = new RunFolder(path);
    if (taken(path)) {
      if (!Files.exists(folder.config())) {
        throw new UsageException(
            path + " is not empty and holds no run: choose another folder with --out");
      }
      if (!overwrite) {
        throw new UsageException(
            path + " holds a run: add --overwrite to replace it, or go on with rl resume " + path);
      }
    }
    return folder;
  }

  /**
   * The folder of a run that exists.
   *
   * @throws UsageException if there is no run
   */
  public static RunFolder existing(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.exists(folder.config())) {
      throw new UsageException(
          path + " holds no run (it has no config.json): name a folder that rl train wrote");
    }
    return folder;
  }

  /** What the run depends on: a {@link RunConfig}. */
  public Path config() {
    return path.resolve("config.json");
  }

  /** A row of figures for each piece. */
  public Path progress() {
    return path.resolve("progress.csv");
  }

  /** The result. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The learning curve. */
  public Path curve() {
    return path.resolve("curve.png");
  }

  /** The folder of the checkpoint. */
  public Path checkpoint() {
    return path.resolve("checkpoint");
  }

  /** The configuration as it was written. */
  public RunConfig readConfig() {
    return Json.read(config(), RunConfig.class);
  }

  /** The summary if the run has one. */
  public Optional<Summary> readSummary() {
    return Files.exists(summary()) ? Optional.of(Summary.read(summary())) : Optional.empty();
  }

  /** Writes what the run depends on; it is not finished, whatever it was before. */
  void begin(RunConfig config) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    delete(summary());
    Json.write(config(), config);
  }

  /** Deletes the run that is there, if one is, and no other file. */
  void clear() {
    for (Path file : List.of(progress(), summary(), curve())) {
      delete(file);
    }
    if (Files.exists(checkpoint())) {
      try (Stream<Path> tree = Files.walk(checkpoint())) {
        tree.sorted(Comparator.reverseOrder()).forEach(RunFolder::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    // last: whatever is interrupted before is still a run that may be overwritten
    delete(config());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean taken(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.exists(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
