package dev.bellman.envs.dataset;

import dev.bellman.autograd.io.AtomicFile;
import dev.bellman.autograd.io.SafetensorsException;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads and writes datasets.
 *
 * <pre>{@code
 * Dataset dataset = DatasetFile.read(Path.of("pendulum.safetensors"));
 * DatasetFile.write(dataset, Path.of("pendulum.hdf5"));
 * }</pre>
 *
 * <p>What is read says itself what it is, by its first bytes; what is written, by the end of its
 * name. HDF5 (Minari's layout and D4RL's) wants {@code io.jhdf:jhdf} on the class path.
 */
public final class DatasetFile {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_LENGTH = 8;
  private static final List<String> SAFETENSORS = List.of(".safetensors");
  private static final List<String> HDF5_NAMES = List.of(".hdf5", ".h5");

  /** What HDF5 needs; not a constant of the class that needs it, which could not be loaded. */
  private static final String JHDF = "io.jhdf:jhdf:0.13.0";

  private DatasetFile() {}

  /**
   * Reads a dataset of any known format.
   *
   * @throws DatasetException if the file is none
   * @throws UncheckedIOException if it cannot be read at all
   */
  public static Dataset read(Path file) {
    return named(file, () -> readAny(file));
  }

  /**
   * Reads a dataset of an environment that the file does not know, or calls otherwise.
   *
   * @param observations as the environment gives them
   * @param actions as it takes them
   * @throws DatasetException if the file is no dataset, or not one of these spaces
   * @throws UncheckedIOException if it cannot be read at all
   */
  public static Dataset read(Path file, String environment, Space observations, Space actions) {
    return named(
        file,
        () -> {
          Dataset d = readAny(file);
          int[] starts = new int[d.episodes() + 1];
          Arrays.setAll(starts, d::start);
          return new Dataset(
              new Dataset.Origin(environment, observations, actions, d.origin().behaviour()),
              starts,
              d.observations(),
              d.actions(),
              d.rewards(),
              d.terminated(),
              d.truncated());
        });
  }

  private static Dataset readAny(Path file) throws IOException {
    byte[] first = firstBytes(file);
    if (Arrays.equals(first, 0, Math.min(first.length, HDF5.length), HDF5, 0, HDF5.length)) {
      return readHdf5(file);
    }
    if (first.length <= HEADER_LENGTH || first[HEADER_LENGTH] != '{') {
      throw new DatasetException("is neither a safetensors file nor HDF5");
    }
    return SafetensorsDataset.read(file);
  }

  private static Dataset readHdf5(Path file) throws IOException {
    try (Hdf5.Reader hdf5 = new Hdf5.Reader(file)) {
      if (MinariDataset.isOne(hdf5)) {
        return MinariDataset.read(hdf5, file);
      }
      if (hdf5.names().contains("rewards") || hdf5.names().contains("observations")) {
        return D4rlDataset.read(hdf5, file.getFileName().toString());
      }
      throw new DatasetException(
          "is HDF5, but no dataset: it has neither episode_0 (Minari) nor observations (D4RL)");
    } catch (NoClassDefFoundError absent) {
      throw withoutJhdf(absent);
    }
  }

  private static DatasetException withoutJhdf(NoClassDefFoundError absent) {
    return new DatasetException(
        "HDF5 needs jhdf on the class path: add " + JHDF + " to your dependencies", absent);
  }

  /** Something that reads. */
  @FunctionalInterface
  private interface Reading {
    Dataset read() throws IOException;
  }

  /** What is read, or a complaint that names the file. */
  private static Dataset named(Path file, Reading reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DatasetException | SafetensorsException | IllegalArgumentException e) {
      String name = file.toString();
      String message = e.getMessage();
      throw new DatasetException(message.startsWith(name) ? message : name + ": " + message, e);
    }
  }

  private static byte[] firstBytes(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DatasetException("is no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEADER_LENGTH + 1);
    }
  }

  /**
   * Writes a dataset: {@code .safetensors} is our own format, which keeps everything, {@code .hdf5}
   * or {@code .h5} the layout of Minari. The file is whole or not there, and its folder is made if
   * need be.
   *
   * @throws IllegalArgumentException if the name ends in something else
   * @throws DatasetException if HDF5 is wanted, but jhdf is not on the class path
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Dataset dataset, Path file) {
    checkName(file);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (endsIn(file, SAFETENSORS)) {
        SafetensorsDataset.write(dataset, file);
      } else {
        writeHdf5(file, hdf5 -> MinariDataset.write(dataset, hdf5));
        MinariMetadata.writeBeside(dataset, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a dataset in the flat layout of D4RL, next observations included: whoever reads it no
   * longer knows environment and spaces, nor a truncated episode from one that was cut.
   *
   * @throws IllegalArgumentException if the name does not end in {@code .hdf5} or {@code .h5}
   * @throws DatasetException if jhdf is not on the class path
   * @throws UncheckedIOException if it cannot be written
   */
  public static void writeD4rl(Dataset dataset, Path file) {
    if (!endsIn(file, HDF5_NAMES)) {
      throw new IllegalArgumentException(
          file + ": the name of a dataset in D4RL's layout must end in .hdf5 or .h5");
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      writeHdf5(file, hdf5 -> D4rlDataset.write(dataset, hdf5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an HDF5 file is to hold; an interface that can be loaded without jhdf. */
  @FunctionalInterface
  private interface Content {
    void writeTo(Hdf5.Writer file);
  }

  private static void writeHdf5(Path file, Content content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + AtomicFile.UNFINISHED);
    Files.deleteIfExists(unfinished);
    try {
      try (Hdf5.Writer hdf5 = new Hdf5.Writer(unfinished)) {
        content.writeTo(hdf5);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoClassDefFoundError absent) {
      throw withoutJhdf(absent);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Checks, before there is anything to write, that the name of a file says in which format.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void checkName(Path file) {
    if (!endsIn(file, SAFETENSORS) && !endsIn(file, HDF5_NAMES)) {
      throw new IllegalArgumentException(
          file + ": the name of a dataset must end in .safetensors, .hdf5 or .h5");
    }
  }

  private static boolean endsIn(Path file, List<String> ends) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ends.stream().anyMatch(name::endsWith);
  }
}
