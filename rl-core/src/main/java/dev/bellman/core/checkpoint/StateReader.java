package dev.bellman.core.checkpoint;

/**
 * Where state is read from.
 *
 * <p>Every read throws {@link CheckpointException} if the entry is missing, has another type or
 * another length than asked for.
 */
public interface StateReader {

  /** A reader for the part called {@code name}. */
  StateReader scope(String name);

  /** Reads floats into all of {@code out}. */
  void get(String name, float[] out);

  /** Reads doubles into all of {@code out}. */
  void get(String name, double[] out);

  /** Reads longs into all of {@code out}. */
  void get(String name, long[] out);

  /** The number of elements of an entry. */
  int length(String name);

  /** Reads one long. */
  default long getLong(String name) {
    long[] value = new long[1];
    get(name, value);
    return value[0];
  }

  /** Reads one double. */
  default double getDouble(String name) {
    double[] value = new double[1];
    get(name, value);
    return value[0];
  }

  /** Restores a part from its own scope. */
  default void get(String name, Stateful part) {
    part.load(scope(name));
  }
}
