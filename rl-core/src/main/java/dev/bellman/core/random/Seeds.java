package dev.bellman.core.random;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * All the randomness of a run from one seed: a stream for each name and index.
 *
 * <pre>{@code
 * Seeds seeds = Seeds.of(42);
 * Pcg64 exploration = seeds.stream("exploration");
 * Pcg64 third = seeds.stream("environment", 3);
 * }</pre>
 *
 * <p>A stream depends on seed, name and index alone, not on which streams were asked for before: a
 * new consumer of randomness leaves those that exist as they are. The streams of neighbouring
 * seeds, names and indices share nothing. Asking twice gives two equal generators. Immutable.
 */
public final class Seeds {
  private static final int STREAM = 0;
  private static final int KEY = 1;

  private final long seed;

  private Seeds(long seed) {
    this.seed = seed;
  }

  /** The streams of {@code seed}; every long is a seed. */
  public static Seeds of(long seed) {
    return new Seeds(seed);
  }

  /** The stream called {@code name}: its stream 0. */
  public Pcg64 stream(String name) {
    return stream(name, 0);
  }

  /** Stream {@code index} of those called {@code name}. */
  public Pcg64 stream(String name, int index) {
    return Pcg64.of(sequence(name, index, STREAM));
  }

  /**
   * 64 bits for whoever makes their own randomness of a key: counter-based noise, an environment's
   * {@code reset(seed)}. Unrelated to the stream of the same name.
   */
  public long key(String name, int index) {
    return sequence(name, index, KEY).longs(1)[0];
  }

  /**
   * The name itself is entropy, behind its length: no two names can meet before the sequence mixes
   * them.
   */
  private SeedSequence sequence(String name, int index, int purpose) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int[] words =
        Arrays.copyOf(
            new int[] {(int) seed, (int) (seed >>> 32), index, text.length},
            4 + (text.length + 3) / 4);
    for (int i = 0; i < text.length; i++) {
      words[4 + i / 4] |= (text[i] & 0xff) << 8 * (i % 4);
    }
    return SeedSequence.of(words, purpose);
  }
}
