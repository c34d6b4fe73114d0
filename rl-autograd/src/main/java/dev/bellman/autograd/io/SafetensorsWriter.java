package dev.bellman.autograd.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file array by array, so that none of it need be copied into memory.
 *
 * <p>All slots are announced first; then each is filled, in the order of {@link #slots}: wider
 * elements first, so that every array is aligned, and otherwise as given. Equal calls give equal
 * bytes.
 */
public final class SafetensorsWriter {
  private static final int CHUNK_BYTES = 1 << 16;

  private final OutputStream out;
  private final List<Slot> slots;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final MemorySegment staged = MemorySegment.ofArray(chunk);
  private int filled;

  /** An array that is going to be written. */
  public record Slot(String name, SafeTensor.Type type, List<Long> shape) {

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if a dimension is negative or the array too large
     */
    public Slot {
      shape = List.copyOf(shape);
      long elements = SafeTensor.elements(shape.stream().mapToLong(Long::longValue).toArray());
      if (elements < 0 || elements > Long.MAX_VALUE / type.bytes()) {
        throw new IllegalArgumentException("Slot " + name + ": " + shape + " is no shape");
      }
    }

    /** An array of this name, type and shape. */
    public static Slot of(String name, SafeTensor.Type type, long... shape) {
      return new Slot(name, type, Arrays.stream(shape).boxed().toList());
    }

    private long bytes() {
      return shape.stream().reduce((long) type.bytes(), (a, b) -> a * b);
    }
  }

  /**
   * Writes the header.
   *
   * @throws IllegalArgumentException if a name is given twice, is reserved or cannot be written
   */
  public SafetensorsWriter(OutputStream out, List<Slot> slots, Map<String, String> metadata)
      throws IOException {
    this.out = out;
    Comparator<Slot> wideFirst = Comparator.comparingInt(slot -> -slot.type().bytes());
    this.slots = slots.stream().sorted(wideFirst).toList();
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    long at = 0;
    for (Slot slot : this.slots) {
      long[] shape = slot.shape().stream().mapToLong(Long::longValue).toArray();
      long end = Math.addExact(at, slot.bytes());
      entries.add(new SafetensorsHeader.Entry(slot.name(), slot.type(), shape, at, end));
      at = end;
    }
    byte[] header = new SafetensorsHeader(entries, metadata).bytes();
    staged.set(SafeTensor.LONG, 0, header.length);
    out.write(chunk, 0, Long.BYTES);
    out.write(header);
  }

  /** The slots in the order in which they are to be filled. */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * Fills the next slot with floats.
   *
   * @throws IllegalArgumentException if the next slot has another name, type or length
   */
  public void write(String name, float[] values) throws IOException {
    expect(name, SafeTensor.Type.F32, (long) values.length * Float.BYTES);
    write(MemorySegment.ofArray(values), ValueLayout.JAVA_FLOAT, SafeTensor.FLOAT);
  }

  /**
   * Fills the next slot with doubles.
   *
   * @throws IllegalArgumentException if the next slot has another name, type or length
   */
  public void write(String name, double[] values) throws IOException {
    expect(name, SafeTensor.Type.F64, (long) values.length * Double.BYTES);
    write(MemorySegment.ofArray(values), ValueLayout.JAVA_DOUBLE, SafeTensor.DOUBLE);
  }

  /**
   * Fills the next slot with longs.
   *
   * @throws IllegalArgumentException if the next slot has another name, type or length
   */
  public void write(String name, long[] values) throws IOException {
    expect(name, SafeTensor.Type.I64, (long) values.length * Long.BYTES);
    write(MemorySegment.ofArray(values), ValueLayout.JAVA_LONG, SafeTensor.LONG);
  }

  /**
   * Fills the next slot with an array of any type.
   *
   * @throws IllegalArgumentException if the next slot has another name, type or length
   */
  public void write(SafeTensor tensor) throws IOException {
    expect(tensor.name(), tensor.type(), tensor.content().byteSize());
    write(tensor.content(), ValueLayout.JAVA_BYTE, ValueLayout.JAVA_BYTE);
  }

  /**
   * Checks that the file is whole; the stream stays open.
   *
   * @throws IllegalStateException if a slot has not been filled
   */
  public void finish() {
    if (filled < slots.size()) {
      throw new IllegalStateException(
          "SafetensorsWriter: " + slots.get(filled).name() + " has not been written");
    }
  }

  private void expect(String name, SafeTensor.Type type, long bytes) {
    if (filled == slots.size()) {
      throw new IllegalArgumentException(
          "SafetensorsWriter: " + name + " comes after the last slot");
    }
    Slot slot = slots.get(filled++);
    if (!slot.name().equals(name) || slot.type() != type || slot.bytes() != bytes) {
      throw new IllegalArgumentException(
          "SafetensorsWriter: expected "
              + slot.bytes()
              + " bytes for "
              + slot
              + ", but was given "
              + bytes
              + " bytes of "
              + type
              + " for "
              + name);
    }
  }

  /** Copies by way of one small chunk, in which the elements become little-endian. */
  private void write(MemorySegment source, ValueLayout from, ValueLayout to) throws IOException {
    for (long at = 0; at < source.byteSize(); at += CHUNK_BYTES) {
      int bytes = (int) Math.min(CHUNK_BYTES, source.byteSize() - at);
      MemorySegment.copy(source, from, at, staged, to, 0, bytes / to.byteSize());
      out.write(chunk, 0, bytes);
    }
  }
}
