package dev.bellman.core.random;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import java.util.random.RandomGenerator;

/**
 * PCG64 (XSL-RR, 128 bits of state): number for number NumPy's {@code Generator(PCG64(seed))}.
 *
 * <pre>{@code
 * state ← state · m + increment  (mod 2¹²⁸)
 * output = rotateRight(high ^ low, state >> 122)
 * }</pre>
 *
 * <p>{@link #random}, {@link #uniform}, {@link #integers} and {@link #nextInt32} draw what NumPy's
 * methods of these names draw; {@link #shuffle} is our own. Not thread-safe; its state can be
 * saved.
 *
 * <p>Melissa O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms
 * for Random Number Generation" (2014).
 */
public final class Pcg64 implements RandomGenerator, Stateful {
  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
  private static final long UNSIGNED_INT = 0xffffffffL;

  private long high;
  private long low;
  private long incrementHigh;
  private long incrementLow;
  private boolean halfLeft;
  private int half;

  private Pcg64(SeedSequence sequence) {
    start(sequence);
  }

  /** The generator that NumPy makes of {@code seed}, which is read as an unsigned number. */
  public static Pcg64 of(long seed) {
    return of(SeedSequence.of(seed));
  }

  /** The generator that NumPy makes of this sequence. */
  public static Pcg64 of(SeedSequence sequence) {
    return new Pcg64(sequence);
  }

  /** Starts again as {@code Pcg64.of(seed)} would. */
  public void seed(long seed) {
    start(SeedSequence.of(seed));
  }

  private void start(SeedSequence sequence) {
    long[] words = sequence.longs(4);
    incrementHigh = words[2] << 1 | words[3] >>> 63;
    incrementLow = words[3] << 1 | 1;
    high = 0;
    low = 0;
    advance();
    long sum = low + words[1];
    high += words[0] + carry(sum, low);
    low = sum;
    advance();
    halfLeft = false;
    half = 0;
  }

  private void advance() {
    long productLow = low * MULTIPLIER_LOW;
    long productHigh =
        Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW)
            + high * MULTIPLIER_LOW
            + low * MULTIPLIER_HIGH;
    long sum = productLow + incrementLow;
    high = productHigh + incrementHigh + carry(sum, productLow);
    low = sum;
  }

  private static long carry(long sum, long summand) {
    return Long.compareUnsigned(sum, summand) < 0 ? 1 : 0;
  }

  @Override
  public long nextLong() {
    advance();
    return Long.rotateRight(high ^ low, (int) (high >>> 58));
  }

  /**
   * 32 random bits: the low half of a 64-bit output first, then its high half.
   *
   * <p>The half that is left over waits here alone; 64-bit draws in between do not touch it.
   */
  public int nextInt32() {
    if (halfLeft) {
      halfLeft = false;
      return half;
    }
    long bits = nextLong();
    halfLeft = true;
    half = (int) (bits >>> 32);
    return (int) bits;
  }

  /** A number in [0, 1), a multiple of 2⁻⁵³. */
  public double random() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** A number in [low, high): {@code low + (high − low) · random()}. */
  public double uniform(double low, double high) {
    return low + (high - low) * random();
  }

  /**
   * A number of 0 … n − 1, all equally likely (Lemire's method); nothing is drawn if n is 1.
   *
   * @throws IllegalArgumentException if n &lt; 1
   */
  public int integers(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("integers: n must be ≥ 1, but is " + n);
    }
    if (n == 1) {
      return 0;
    }
    long product = (nextInt32() & UNSIGNED_INT) * n;
    if ((product & UNSIGNED_INT) < n) {
      long unfair = ((1L << 32) - n) % n;
      while ((product & UNSIGNED_INT) < unfair) {
        product = (nextInt32() & UNSIGNED_INT) * n;
      }
    }
    return (int) (product >>> 32);
  }

  /** {@link #integers}, under the name that {@link RandomGenerator} has for it. */
  @Override
  public int nextInt(int bound) {
    return integers(bound);
  }

  /** Puts {@code items} into a random order, all orders equally likely (Fisher–Yates). */
  public void shuffle(int[] items) {
    shuffle(items, items.length);
  }

  private void shuffle(int[] items, int count) {
    for (int i = count - 1; i > 0; i--) {
      int j = integers(i + 1);
      int kept = items[i];
      items[i] = items[j];
      items[j] = kept;
    }
  }

  /** Fills {@code out} with a random order of 0 … out.length − 1. */
  public void permutation(int[] out) {
    permutation(out, out.length);
  }

  /** Fills the first {@code count} elements of {@code out} with a random order of 0 … count − 1. */
  public void permutation(int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = i;
    }
    shuffle(out, count);
  }

  @Override
  public void save(StateWriter out) {
    out.put("state", high, low, incrementHigh, incrementLow, halfLeft ? 1 : 0, half);
  }

  @Override
  public void load(StateReader in) {
    long[] state = new long[6];
    in.get("state", state);
    high = state[0];
    low = state[1];
    incrementHigh = state[2];
    incrementLow = state[3];
    halfLeft = state[4] != 0;
    half = (int) state[5];
  }
}
