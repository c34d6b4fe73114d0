package dev.bellman.autograd.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays of a safetensors file, in the order of their data.
 *
 * <pre>{@code
 * Safetensors.write(path, List.of(SafeTensor.of("weight", values, 64, 4)), Map.of("step", "128"));
 * float[] weight = Safetensors.read(path).get("weight").floats();
 * }</pre>
 *
 * <p>A file is mapped, not loaded: reading it allocates in proportion to its header (about a
 * kilobyte an array), whatever sizes the header claims, and each array when it is asked for. It
 * must not be shortened by others while it is in use; {@link #write} never does that, for it
 * replaces files.
 */
public final class Safetensors {
  private final Map<String, SafeTensor> tensors;
  private final Map<String, String> metadata;

  private Safetensors(Map<String, SafeTensor> tensors, Map<String, String> metadata) {
    this.tensors = tensors;
    this.metadata = metadata;
  }

  /**
   * Reads and validates a file.
   *
   * @throws SafetensorsException if it is not a valid safetensors file
   * @throws IOException if it cannot be read at all
   */
  public static Safetensors read(Path file) throws IOException {
    // Opening a pipe would wait for somebody to write into it.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new SafetensorsException(file + ": is not a regular file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return parse(mapped, file.toString());
    }
  }

  /**
   * Validates the bytes of a file.
   *
   * @param source what to call them in a message
   * @throws SafetensorsException if they are not a valid safetensors file
   */
  public static Safetensors parse(MemorySegment bytes, String source) {
    try {
      return parse(bytes);
    } catch (SafetensorsException invalid) {
      throw new SafetensorsException(source + ": " + invalid.getMessage(), invalid.getCause());
    }
  }

  private static Safetensors parse(MemorySegment bytes) {
    if (bytes.byteSize() < Long.BYTES) {
      throw new SafetensorsException("there are only " + bytes.byteSize() + " bytes");
    }
    long headerBytes = bytes.get(SafeTensor.LONG, 0);
    long limit = Math.min(SafetensorsHeader.MAX_BYTES, bytes.byteSize() - Long.BYTES);
    if (headerBytes < 0 || headerBytes > limit) {
      throw new SafetensorsException(
          "the header claims "
              + Long.toUnsignedString(headerBytes)
              + " bytes, but at most "
              + limit
              + " are possible");
    }
    byte[] json = bytes.asSlice(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment data = bytes.asSlice(Long.BYTES + headerBytes).asReadOnly();
    SafetensorsHeader header = SafetensorsHeader.parse(json, data.byteSize());
    Map<String, SafeTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      MemorySegment content = data.asSlice(entry.begin(), entry.end() - entry.begin());
      tensors.put(entry.name(), new SafeTensor(entry.name(), entry.type(), entry.shape(), content));
    }
    return new Safetensors(
        Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(header.metadata()));
  }

  /**
   * Writes a file that is either whole or not there, always the same bytes for the same arguments:
   * arrays of wider elements come first and otherwise in the given order, metadata by its keys.
   *
   * @throws IllegalArgumentException if a name is given twice, is reserved or cannot be written
   * @throws IOException if writing fails; the file is then as it was
   */
  public static void write(Path file, Collection<SafeTensor> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, SafeTensor> byName = new LinkedHashMap<>();
    List<SafetensorsWriter.Slot> slots = new ArrayList<>();
    for (SafeTensor tensor : tensors) {
      byName.put(tensor.name(), tensor);
      slots.add(SafetensorsWriter.Slot.of(tensor.name(), tensor.type(), tensor.shape()));
    }
    AtomicFile.write(
        file,
        out -> {
          var writer = new SafetensorsWriter(out, slots, metadata);
          for (SafetensorsWriter.Slot slot : writer.slots()) {
            writer.write(byName.get(slot.name()));
          }
          writer.finish();
        });
  }

  /** The arrays by name, in the order of their data. */
  public Map<String, SafeTensor> tensors() {
    return tensors;
  }

  /**
   * The array of this name.
   *
   * @throws SafetensorsException if there is none
   */
  public SafeTensor get(String name) {
    SafeTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new SafetensorsException("there is no array " + name);
    }
    return tensor;
  }

  /** The file's own notes. */
  public Map<String, String> metadata() {
    return metadata;
  }
}
