package dev.bellman.autograd.op;

/**
 * The stream that the noise of programs is drawn from: a key and a counter, both of which can be
 * saved.
 *
 * <p>Each draw takes one value of the counter; element i of a draw depends on key, counter and i
 * alone.
 */
public final class NoiseSource {
  private final long key;
  private long counter;

  /** A stream; different keys give independent ones. */
  public NoiseSource(long key) {
    this.key = key;
  }

  /** The key. */
  public long key() {
    return key;
  }

  /** How many draws were made. */
  public long counter() {
    return counter;
  }

  /** Goes on after {@code draws} draws. */
  public void seek(long draws) {
    counter = draws;
  }

  long take() {
    return counter++;
  }
}
