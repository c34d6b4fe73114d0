package dev.bellman.core.space;

import java.util.Arrays;

/** Vectors of reals with a lower and an upper bound for each component (either may be infinite). */
public final class Box implements Space {
  private final float[] low;
  private final float[] high;

  /**
   * A box with these bounds, which are copied.
   *
   * @throws IllegalArgumentException if the lengths differ, are 0, or a lower bound is NaN or above
   *     its upper bound
   */
  public Box(float[] low, float[] high) {
    if (low.length != high.length || low.length == 0) {
      throw new IllegalArgumentException(
          "Box: bounds must have one equal length > 0, but have "
              + low.length
              + ", "
              + high.length);
    }
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] <= high[i])) {
        throw new IllegalArgumentException(
            "Box: low[" + i + "] = " + low[i] + " is not ≤ high[" + i + "] = " + high[i]);
      }
    }
    this.low = low.clone();
    this.high = high.clone();
  }

  /** A box of {@code size} components, each within {@code [low, high]}. */
  public static Box uniform(int size, float low, float high) {
    float[] l = new float[size];
    float[] h = new float[size];
    Arrays.fill(l, low);
    Arrays.fill(h, high);
    return new Box(l, h);
  }

  /** The lower bound of component {@code i}. */
  public float low(int i) {
    return low[i];
  }

  /** The upper bound of component {@code i}. */
  public float high(int i) {
    return high[i];
  }

  @Override
  public int size() {
    return low.length;
  }

  @Override
  public boolean contains(float[] row, int at) {
    for (int i = 0; i < low.length; i++) {
      float x = row[at + i];
      if (!(low[i] <= x && x <= high[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box b && Arrays.equals(low, b.low) && Arrays.equals(high, b.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "Box(" + Arrays.toString(low) + ", " + Arrays.toString(high) + ")";
  }
}
