package dev.bellman.core.random;

import java.util.Arrays;

/**
 * Turns a little entropy into well-mixed state for generators, word for word as NumPy's {@code
 * SeedSequence} does.
 *
 * <p>Entropy and spawn key are unsigned 32-bit words. Sequences with different entropy or different
 * spawn keys yield unrelated words, however close the entropies are. Immutable.
 *
 * <p>Melissa O'Neill, "Developing a seed_seq Alternative" (2015).
 */
public final class SeedSequence {
  private static final int POOL = 4;
  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;
  private static final int[] NO_KEY = {};

  private final int[] pool = new int[POOL];
  private int hash = 0x43b0d7e5;

  private SeedSequence(int[] entropy, int[] spawnKey) {
    int[] words = assemble(entropy, spawnKey);
    for (int i = 0; i < POOL; i++) {
      pool[i] = hashed(i < words.length ? words[i] : 0);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          pool[to] = mixed(pool[to], hashed(pool[from]));
        }
      }
    }
    for (int i = POOL; i < words.length; i++) {
      for (int to = 0; to < POOL; to++) {
        pool[to] = mixed(pool[to], hashed(words[i]));
      }
    }
  }

  /**
   * The sequence of one seed: NumPy's {@code SeedSequence(seed)}.
   *
   * @param seed read as an unsigned number, so that every long is a seed
   */
  public static SeedSequence of(long seed) {
    int low = (int) seed;
    int high = (int) (seed >>> 32);
    return of(high == 0 ? new int[] {low} : new int[] {low, high}, NO_KEY);
  }

  /**
   * The sequence of several words and of a place in a tree of sequences: NumPy's {@code
   * SeedSequence(entropy, spawn_key=spawnKey)}.
   *
   * @param entropy unsigned words, at least one; copied
   * @param spawnKey unsigned words, may be empty; copied
   * @throws IllegalArgumentException if there is no entropy
   */
  public static SeedSequence of(int[] entropy, int... spawnKey) {
    if (entropy.length == 0) {
      throw new IllegalArgumentException("SeedSequence: entropy must have at least one word");
    }
    return new SeedSequence(entropy, spawnKey);
  }

  /** The first {@code count} 32-bit words of state. */
  public int[] words(int count) {
    int[] out = new int[count];
    int constant = 0x8b51f9dd;
    for (int i = 0; i < count; i++) {
      int word = pool[i % POOL] ^ constant;
      constant *= 0x58f38ded;
      word *= constant;
      out[i] = word ^ (word >>> 16);
    }
    return out;
  }

  /**
   * The first {@code count} 64-bit words of state, each made of two 32-bit words, low one first.
   */
  public long[] longs(int count) {
    int[] words = words(2 * count);
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = Integer.toUnsignedLong(words[2 * i]) | (long) words[2 * i + 1] << 32;
    }
    return out;
  }

  /** A spawn key must not be mistaken for entropy: short entropy is filled up before it. */
  private static int[] assemble(int[] entropy, int[] spawnKey) {
    int before = spawnKey.length == 0 ? entropy.length : Math.max(entropy.length, POOL);
    int[] words = Arrays.copyOf(entropy, before + spawnKey.length);
    System.arraycopy(spawnKey, 0, words, before, spawnKey.length);
    return words;
  }

  private int hashed(int word) {
    int value = word ^ hash;
    hash *= 0x931e8875;
    value *= hash;
    return value ^ (value >>> 16);
  }

  private static int mixed(int x, int y) {
    int value = MIX_LEFT * x - MIX_RIGHT * y;
    return value ^ (value >>> 16);
  }
}
