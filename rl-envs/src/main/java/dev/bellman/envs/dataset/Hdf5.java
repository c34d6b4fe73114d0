package dev.bellman.envs.dataset;

import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.MultiDiscrete;
import dev.bellman.core.space.Space;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Arrays and attributes in HDF5 files: the only class that knows jhdf. */
final class Hdf5 {
  /** An attribute lies in the header of its group, a part of which has at most 64 KiB. */
  private static final int MOST_CHARACTERS = 60_000;

  private Hdf5() {}

  /**
   * Numbers of a file.
   *
   * @param name for messages
   * @param values flat, row by row; of truth values, 1 and 0
   * @param shape outermost first
   * @param whole whether the file has whole numbers
   */
  record Array(String name, float[] values, int[] shape, boolean whole) {

    /** The size of the outermost dimension. */
    int rows() {
      if (shape.length == 0) {
        throw new DatasetException(name + " is a single number, not a list of them");
      }
      return shape[0];
    }

    /** Numbers a row. */
    int columns() {
      int columns = 1;
      for (int i = 1; i < shape.length; i++) {
        columns = Math.multiplyExact(columns, shape[i]);
      }
      return columns;
    }

    /** The numbers, which must be so many. */
    float[] values(int rows, int columns) {
      if (rows() != rows || columns() != columns) {
        throw new DatasetException(
            name
                + " has "
                + rows()
                + " rows of "
                + columns()
                + ", but there should be "
                + rows
                + " rows of "
                + columns);
      }
      return values;
    }

    boolean[] flags(int rows) {
      float[] numbers = values(rows, 1);
      boolean[] flags = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        flags[i] = numbers[i] != 0;
      }
      return flags;
    }
  }

  /** Reads a file. */
  static final class Reader implements AutoCloseable {
    private final HdfFile file;

    Reader(Path path) throws IOException {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        long size = channel.size();
        checkWhole(channel, size);
        if (size > Integer.MAX_VALUE) {
          file = guarded(() -> new HdfFile(path));
        } else {
          // one map of all: jhdf alone maps each array, and a process may have some 65 000 maps
          ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, size);
          file = guarded(() -> HdfFile.fromByteBuffer(all));
        }
      }
    }

    /** A file says in its head how long it is. */
    private static void checkWhole(FileChannel channel, long size) throws IOException {
      ByteBuffer head = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(head, 0);
      int at = switch (head.get(8)) { // the version of the head
            case 0 -> 40;
            case 1 -> 44;
            default -> 28;
          };
      if (head.position() < head.capacity() || size < head.getLong(at)) {
        throw new DatasetException("is a part of an HDF5 file: it has only " + size + " bytes");
      }
    }

    /** The names of what lies at the root. */
    Set<String> names() {
      return guarded(() -> file.getChildren().keySet());
    }

    /**
     * The array at a path.
     *
     * @throws DatasetException if there is none, or not one of numbers
     */
    Array array(String path) {
      Node node = guarded(() -> find(path));
      if (node == null) {
        throw new DatasetException("has no " + path);
      }
      if (!(node instanceof Dataset dataset)) {
        throw new DatasetException(path + " is a group of arrays, but must be one array");
      }
      int[] shape = guarded(dataset::getDimensions);
      Object data = guarded(() -> dataset.isEmpty() ? new float[0] : dataset.getDataFlat());
      boolean whole =
          data instanceof byte[]
              || data instanceof short[]
              || data instanceof int[]
              || data instanceof long[];
      return new Array(path, floats(path, data), shape, whole);
    }

    private Node find(String path) {
      String[] names = path.split("/");
      Node node = file;
      for (String name : names) {
        node = node instanceof Group group ? group.getChild(name) : null;
      }
      return node;
    }

    /** The whole number of an attribute of what lies at a path; that of the root is "/". */
    OptionalLong number(String path, String name) {
      Attribute attribute = guarded(() -> find(path).getAttribute(name));
      return attribute != null && guarded(attribute::getData) instanceof Number number
          ? OptionalLong.of(number.longValue())
          : OptionalLong.empty();
    }

    /** The text of an attribute of the root. */
    Optional<String> text(String name) {
      Attribute attribute = guarded(() -> file.getAttribute(name));
      return attribute != null && guarded(attribute::getData) instanceof String text
          ? Optional.of(text)
          : Optional.empty();
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** Whatever jhdf throws at a file becomes one sentence. */
  private static <T> T guarded(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException | StackOverflowError e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw new DatasetException(
          "is HDF5 that is damaged, or that jhdf does not know: " + reason, e);
    }
  }

  private static float[] floats(String name, Object data) {
    return switch (data) {
      case float[] x -> x;
      case double[] x -> converted(x.length, i -> (float) x[i]);
      case byte[] x -> converted(x.length, i -> x[i]);
      case short[] x -> converted(x.length, i -> x[i]);
      case int[] x -> converted(x.length, i -> x[i]);
      case long[] x -> converted(x.length, i -> x[i]);
      case boolean[] x -> converted(x.length, i -> x[i] ? 1 : 0);
      // h5py writes truth values as an enumeration, which jhdf gives by its names
      case String[] x when x.length == 0 || x[0].equals("TRUE") || x[0].equals("FALSE") ->
          converted(x.length, i -> x[i].equals("TRUE") ? 1 : 0);
      default ->
          throw new DatasetException(
              name + " holds " + data.getClass().getSimpleName() + ", but must hold numbers");
    };
  }

  /** The element of an array as a float. */
  @FunctionalInterface
  private interface Element {
    float at(int i);
  }

  private static float[] converted(int length, Element element) {
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = element.at(i);
    }
    return out;
  }

  /** Writes a file, all at once when it is closed. */
  static final class Writer implements AutoCloseable {
    private final WritableGroup group;
    private final Optional<WritableHdfFile> file;

    Writer(Path path) {
      WritableHdfFile whole = HdfFile.write(path);
      group = whole;
      file = Optional.of(whole);
    }

    private Writer(WritableGroup group) {
      this.group = group;
      file = Optional.empty();
    }

    /** Writes into a new group; need not be closed. */
    Writer group(String name) {
      return new Writer(group.putGroup(name));
    }

    void attribute(String name, long number) {
      group.putAttribute(name, number);
    }

    void attribute(String name, String text) {
      if (text.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException(
            "HDF5: the attribute " + name + " has " + text.length() + " characters, too many");
      }
      group.putAttribute(name, text);
    }

    /** Writes rows of a space as NumPy would have them: those of Discrete are a mere list. */
    void rows(String name, float[] values, int from, int rows, Space space) {
      switch (space) {
        case Discrete _ -> wholes(name, values, from, rows);
        case MultiDiscrete _ -> wholes(name, values, from, rows, space.size());
        case Box _ -> floats(name, values, from, rows, space.size());
      }
    }

    /** Writes [rows, columns] floats. */
    void floats(String name, float[] values, int from, int rows, int columns) {
      float[][] out = new float[rows][columns];
      for (int i = 0; i < rows; i++) {
        System.arraycopy(values, (from + i) * columns, out[i], 0, columns);
      }
      group.putDataset(name, out);
    }

    /** Writes [rows] floats. */
    void floats(String name, float[] values, int from, int rows) {
      float[] out = new float[rows];
      System.arraycopy(values, from, out, 0, rows);
      group.putDataset(name, out);
    }

    /** Writes [rows, columns] whole numbers. */
    private void wholes(String name, float[] values, int from, int rows, int columns) {
      long[][] out = new long[rows][columns];
      for (int i = 0; i < rows * columns; i++) {
        out[i / columns][i % columns] = (long) values[from * columns + i];
      }
      group.putDataset(name, out);
    }

    /** Writes [rows] whole numbers. */
    private void wholes(String name, float[] values, int from, int rows) {
      long[] out = new long[rows];
      for (int i = 0; i < rows; i++) {
        out[i] = (long) values[from + i];
      }
      group.putDataset(name, out);
    }

    /** Writes [rows] bytes, 1 for true. */
    void flags(String name, boolean[] values, int from, int rows) {
      byte[] out = new byte[rows];
      for (int i = 0; i < rows; i++) {
        out[i] = (byte) (values[from + i] ? 1 : 0);
      }
      group.putDataset(name, out);
    }

    @Override
    public void close() {
      file.ifPresent(WritableHdfFile::close);
    }
  }
}
