package dev.bellman.envs.dataset;

import dev.bellman.autograd.io.SafetensorsException;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
 * name.
 */
public final class DatasetFile {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_LENGTH = 8;

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
      throw new DatasetException("HDF5 is not known yet");
    }
    if (first.length <= HEADER_LENGTH || first[HEADER_LENGTH] != '{') {
      throw new DatasetException("is neither a safetensors file nor HDF5");
    }
    return SafetensorsDataset.read(file);
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
   * Writes a dataset: {@code .safetensors} is our own format, which keeps everything. The file is
   * whole or not there, and its folder is made if need be.
   *
   * @throws IllegalArgumentException if the name ends in something else
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Dataset dataset, Path file) {
    checkName(file);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SafetensorsDataset.write(dataset, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks, before there is anything to write, that the name of a file says in which format.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void checkName(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
      throw new IllegalArgumentException(
          file + ": the name of a dataset must end in .safetensors, .hdf5 or .h5");
    }
  }
}
