package dev.bellman.tensor.kernel;

/**
 * Where in an array a line of the cache begins: a vector that lies on two lines takes two loads.
 *
 * <p>True of all arrays if the JVM runs with {@code -XX:ObjectAlignmentInBytes=64}; else it places
 * arrays at multiples of 8 bytes, and results are the same but products some tenth slower.
 */
public final class CacheLine {
  /** The floats of a line of 64 bytes. */
  public static final int FLOATS = 16;

  /**
   * The first element of an array that lies at the start of a line, after its header of 16 bytes.
   */
  public static final int FIRST = 12;

  private CacheLine() {}

  /** So many floats in whole lines. */
  public static int whole(int floats) {
    return (floats + FLOATS - 1) / FLOATS * FLOATS;
  }
}
