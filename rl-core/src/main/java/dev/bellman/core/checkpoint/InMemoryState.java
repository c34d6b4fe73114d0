package dev.bellman.core.checkpoint;

import java.util.Map;
import java.util.TreeMap;

/**
 * State that is kept in memory: written once, read any number of times.
 *
 * <pre>{@code
 * InMemoryState state = new InMemoryState();
 * environment.save(state);
 * twin.load(state);
 * }</pre>
 */
public final class InMemoryState implements StateWriter, StateReader {
  private final Map<String, Object> entries;
  private final String prefix;

  /** State without entries. */
  public InMemoryState() {
    this(new TreeMap<>(), "");
  }

  private InMemoryState(Map<String, Object> entries, String prefix) {
    this.entries = entries;
    this.prefix = prefix;
  }

  @Override
  public InMemoryState scope(String name) {
    return new InMemoryState(entries, prefix + name + ".");
  }

  @Override
  public void put(String name, float... values) {
    keep(name, values.clone());
  }

  @Override
  public void put(String name, double... values) {
    keep(name, values.clone());
  }

  @Override
  public void put(String name, long... values) {
    keep(name, values.clone());
  }

  @Override
  public void get(String name, float[] out) {
    float[] values = find(name, float[].class);
    checkLength(name, values.length, out.length);
    System.arraycopy(values, 0, out, 0, out.length);
  }

  @Override
  public void get(String name, double[] out) {
    double[] values = find(name, double[].class);
    checkLength(name, values.length, out.length);
    System.arraycopy(values, 0, out, 0, out.length);
  }

  @Override
  public void get(String name, long[] out) {
    long[] values = find(name, long[].class);
    checkLength(name, values.length, out.length);
    System.arraycopy(values, 0, out, 0, out.length);
  }

  @Override
  public int length(String name) {
    return switch (find(name, Object.class)) {
      case float[] values -> values.length;
      case double[] values -> values.length;
      case long[] values -> values.length;
      default -> throw new AssertionError(name);
    };
  }

  private void keep(String name, Object values) {
    if (entries.putIfAbsent(prefix + name, values) != null) {
      throw new IllegalArgumentException("put: " + prefix + name + " was written before");
    }
  }

  private <T> T find(String name, Class<T> type) {
    Object values = entries.get(prefix + name);
    if (values == null) {
      throw new CheckpointException("get: there is no entry " + prefix + name);
    }
    if (!type.isInstance(values)) {
      throw new CheckpointException(
          "get: "
              + prefix
              + name
              + " is of type "
              + values.getClass().getSimpleName()
              + ", not "
              + type.getSimpleName());
    }
    return type.cast(values);
  }

  private void checkLength(String name, int held, int wanted) {
    if (held != wanted) {
      throw new CheckpointException(
          "get: " + prefix + name + " has " + held + " elements, not " + wanted);
    }
  }
}
