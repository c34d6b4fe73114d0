package dev.bellman.core.checkpoint;

/**
 * Where state is written: named arrays in a tree of scopes.
 *
 * <p>Names are dotted paths: {@code put("b", …)} in {@code scope("a")} writes {@code a.b}. A name
 * that is empty or is written a second time is refused with an {@link IllegalArgumentException}.
 */
public interface StateWriter {

  /** A writer for the part called {@code name}: its entries become {@code name.entry}. */
  StateWriter scope(String name);

  /** Writes floats; the array is copied or written at once. */
  void put(String name, float... values);

  /** Writes doubles; the array is copied or written at once. */
  void put(String name, double... values);

  /** Writes longs; the array is copied or written at once. */
  void put(String name, long... values);

  /** Saves a part in its own scope. */
  default void put(String name, Stateful part) {
    part.save(scope(name));
  }
}
