package dev.bellman.tensor.kernel;

import dev.bellman.tensor.random.CounterRandom;

/** Noise from the counter-based generator, a number at a time. */
public final class ScalarNoise {

  /** 2⁻²⁴, the distance between two uniform numbers. */
  public static final float UNIT = 0x1p-24f;

  /** 2π. */
  public static final float TWO_PI = 6.2831855f;

  private ScalarNoise() {}

  /** Element {@code i} of a uniform fill: the upper 24 bits of its word. */
  public static float uniform(long key, long counter, int i) {
    return unit(CounterRandom.word(key, counter, i));
  }

  /**
   * Element {@code i} of a normal fill.
   *
   * <p>Elements 16 apart, the even and the odd word of a block, are the two numbers that Box and
   * Muller make of two uniform ones (u + 2⁻²⁴ is in (0, 1], so the logarithm is finite):
   *
   * <pre>{@code
   * ρ = √(−2·ln(u + 2⁻²⁴)), φ = 2π·w;   ρ·cos φ, ρ·sin φ
   * }</pre>
   */
  public static float normal(long key, long counter, int i) {
    float u = uniform(key, counter, i & ~16);
    float w = uniform(key, counter, i | 16);
    float radius = (float) Math.sqrt(-2f * ScalarFunctions.log(u + UNIT));
    float angle = TWO_PI * w;
    boolean first = (i & 16) == 0;
    return radius * (first ? ScalarFunctions.cosine(angle) : ScalarFunctions.sine(angle));
  }

  static void uniform(int n, long key, long counter, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = uniform(key, counter, i);
    }
  }

  static void normal(int n, long key, long counter, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = normal(key, counter, i);
    }
  }

  private static float unit(int word) {
    return (word >>> 8) * UNIT;
  }
}
