package dev.bellman.autograd.op;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A flat array of numbers that outlives a run: parameters, targets of them, their averages.
 *
 * <p>Every writer raises the version, so that whoever keeps a copy in another layout knows when it
 * is stale. Not thread-safe.
 */
public final class Store {
  private final String name;
  private float[] values = new float[0];
  private int version;
  private boolean frozen;
  private final Map<WeightLayout, PackedWeights> packed = new HashMap<>();

  /** An empty store. */
  public Store(String name) {
    this.name = name;
  }

  /** The name, for messages. */
  public String name() {
    return name;
  }

  /**
   * Reserves {@code count} more elements and returns the index of the first.
   *
   * @throws IllegalStateException if a program or an optimizer already refers to this store
   */
  public int grow(int count) {
    if (frozen) {
      throw new IllegalStateException(
          "Store " + name + ": cannot grow, a program or an optimizer already refers to it");
    }
    int at = values.length;
    values = Arrays.copyOf(values, at + count);
    return at;
  }

  /** The numbers themselves; whoever writes calls {@link #written}. */
  public float[] values() {
    return values;
  }

  /** Says that the numbers changed. */
  public void written() {
    version++;
  }

  /** How often the numbers changed. */
  public int version() {
    return version;
  }

  /** The copy of some weights in this layout, one for all programs; it may be stale. */
  public PackedWeights packed(WeightLayout layout) {
    return packed.computeIfAbsent(layout, l -> new PackedWeights(this, l));
  }

  /** Forbids further growth: the array is now referred to. */
  public void freeze() {
    frozen = true;
  }
}
