package dev.bellman.tensor.random;

/**
 * Threefry-4x32 with 20 rounds: random words that depend on a key, a counter and an index alone.
 *
 * <p>There is no state to save, and the words of a fill may be made in any order and by any number
 * of threads. The index says which block and which of its four words: 16 neighbouring blocks give
 * 64 neighbouring words, the first words of all blocks first, so that a vector of blocks is stored
 * without a shuffle.
 *
 * <pre>{@code
 * word(i) = threefry(key = (k, 0), counter = (16·⌊i / 64⌋ + i mod 16, c))[⌊i / 16⌋ mod 4]
 * }</pre>
 *
 * <p>Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (2011).
 */
public final class CounterRandom {

  /** Rounds: 20, as its authors recommend. */
  public static final int ROUNDS = 20;

  /** Exclusive or of the key words and this is the fifth word of the key schedule. */
  public static final int PARITY = 0x1BD11BDA;

  private CounterRandom() {}

  /** The word of index {@code i ≥ 0} under this key and counter; all 32 bits are random. */
  public static int word(long key, long counter, int i) {
    int block = ((i >>> 6) << 4) | (i & 15);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    return threefry((i >>> 4) & 3, k0, k1, 0, 0, block, 0, (int) counter, (int) (counter >>> 32));
  }

  /** Word {@code which} of the block of key k0 … k3 and counter x0 … x3. */
  static int threefry(int which, int k0, int k1, int k2, int k3, int x0, int x1, int x2, int x3) {
    int k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
    x0 += k0;
    x1 += k1;
    x2 += k2;
    x3 += k3;
    for (int injection = 1; injection <= ROUNDS / 4; injection++) {
      boolean odd = (injection & 1) == 1;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 10 : 6) ^ x0;
      x2 += x3;
      x3 = Integer.rotateLeft(x3, odd ? 26 : 20) ^ x2;
      x0 += x3;
      x3 = Integer.rotateLeft(x3, odd ? 11 : 17) ^ x0;
      x2 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 21 : 11) ^ x2;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 13 : 25) ^ x0;
      x2 += x3;
      x3 = Integer.rotateLeft(x3, odd ? 27 : 10) ^ x2;
      x0 += x3;
      x3 = Integer.rotateLeft(x3, odd ? 23 : 18) ^ x0;
      x2 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 5 : 20) ^ x2;
      int first = k0;
      k0 = k1;
      k1 = k2;
      k2 = k3;
      k3 = k4;
      k4 = first;
      x0 += k0;
      x1 += k1;
      x2 += k2;
      x3 += k3 + injection;
    }
    return switch (which) {
      case 0 -> x0;
      case 1 -> x1;
      case 2 -> x2;
      default -> x3;
    };
  }
}
