package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.SafeTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * State in memory: a snapshot that can be compared and restored any number of times.
 *
 * <pre>{@code
 * InMemoryState before = InMemoryState.of(environment);
 * …
 * before.restore(environment);
 * }</pre>
 *
 * <p>Two states are equal if they hold the same names, types and bits. Not thread-safe while it is
 * written.
 */
public final class InMemoryState implements StateWriter, StateReader {
  private final Map<String, SafeTensor> tensors;
  private final ScopedWriter writer;
  private final TensorReader reader;

  /** An empty state. */
  public InMemoryState() {
    tensors = new LinkedHashMap<>();
    writer = new ScopedWriter(this::keep);
    reader = new TensorReader("state in memory", tensors);
  }

  private InMemoryState(Map<String, SafeTensor> tensors, ScopedWriter writer, TensorReader reader) {
    this.tensors = tensors;
    this.writer = writer;
    this.reader = reader;
  }

  /** A snapshot of a part. */
  public static InMemoryState of(Stateful part) {
    InMemoryState state = new InMemoryState();
    part.save(state);
    return state;
  }

  /**
   * Restores a part from all of this state.
   *
   * @throws CheckpointException if an entry is missing, is left over, or has another type or size
   */
  public void restore(Stateful part) {
    new TensorReader("state in memory", tensors).restore(part);
  }

  /** The arrays by their whole paths, in the order in which they were written. */
  public Map<String, SafeTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  private void keep(String path, SafeTensor.Type type, Object array, int length) {
    SafeTensor tensor =
        switch (array) {
          case float[] floats -> SafeTensor.of(path, floats, length);
          case double[] doubles -> SafeTensor.of(path, doubles, length);
          case long[] longs -> SafeTensor.of(path, longs, length);
          default -> throw new AssertionError(type);
        };
    if (tensors.putIfAbsent(path, tensor) != null) {
      throw new IllegalArgumentException("state: " + path + " is written twice");
    }
  }

  @Override
  public InMemoryState scope(String name) {
    return new InMemoryState(tensors, writer.scope(name), reader.scope(name));
  }

  @Override
  public void put(String name, float... values) {
    writer.put(name, values);
  }

  @Override
  public void put(String name, double... values) {
    writer.put(name, values);
  }

  @Override
  public void put(String name, long... values) {
    writer.put(name, values);
  }

  @Override
  public void get(String name, float[] out) {
    reader.get(name, out);
  }

  @Override
  public void get(String name, double[] out) {
    reader.get(name, out);
  }

  @Override
  public void get(String name, long[] out) {
    reader.get(name, out);
  }

  @Override
  public int length(String name) {
    return reader.length(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InMemoryState state && tensors.equals(state.tensors);
  }

  @Override
  public int hashCode() {
    return tensors.hashCode();
  }

  @Override
  public String toString() {
    return tensors.values().toString();
  }
}
