package dev.bellman.core.space;

/**
 * The numbers {@code 0 … n − 1}; a row holds one of them as a float.
 *
 * @param n how many there are, 1 to 2²⁴ (so that a float is exact)
 */
public record Discrete(int n) implements Finite {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if n is not in 1 … 2²⁴
   */
  public Discrete {
    if (n < 1 || n > 1 << 24) {
      throw new IllegalArgumentException("Discrete: n must be in 1 … 16777216, but is " + n);
    }
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public boolean contains(float[] row, int at) {
    int index = (int) row[at];
    return index == row[at] && index >= 0 && index < n;
  }

  @Override
  public int index(float[] row, int at) {
    return (int) row[at];
  }

  @Override
  public void write(int index, float[] row, int at) {
    row[at] = index;
  }
}
