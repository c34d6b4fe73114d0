package dev.bellman.tensor.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(float[].class);

  private CacheLine() {}

  /**
   * Fetches the lines of {@code x[from … to − 1]} for writing by storing a number of each as it is.
   * Lines that another core has read are fetched all at once so, and nearly one by one if other
   * loads and stores come between them. Nobody else may write there at that time.
   */
  public static void claim(float[] x, int from, int to) {
    for (int i = from; i < to; i += FLOATS) {
      ELEMENT.setOpaque(x, i, x[i]); // a plain store of what is there would be left out
    }
  }

  /** So many floats in whole lines. */
  public static int whole(int floats) {
    return (floats + FLOATS - 1) / FLOATS * FLOATS;
  }
}
