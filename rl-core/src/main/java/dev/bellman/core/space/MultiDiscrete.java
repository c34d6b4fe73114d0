package dev.bellman.core.space;

import java.util.List;

/**
 * Several whole numbers side by side, component i one of {@code 0 … sizes[i] − 1}; a row holds them
 * as floats. Elements are numbered in row-major order, the last component fastest.
 *
 * @param sizes how many values each component has, ≥ 1
 */
public record MultiDiscrete(List<Integer> sizes) implements Finite {

  /**
   * Checks and copies the sizes.
   *
   * @throws IllegalArgumentException if there are none, one is less than 1, or there are more than
   *     2³¹ − 1 elements
   */
  public MultiDiscrete {
    sizes = List.copyOf(sizes);
    long n = sizes.isEmpty() ? 0 : 1;
    for (int size : sizes) {
      n = size < 1 || n > Integer.MAX_VALUE ? 0 : n * size;
    }
    if (n < 1 || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "MultiDiscrete: sizes must be ≥ 1 and make at most 2147483647 elements, but are "
              + sizes);
    }
  }

  /** Components of these sizes. */
  public static MultiDiscrete of(Integer... sizes) {
    return new MultiDiscrete(List.of(sizes));
  }

  @Override
  public int n() {
    int n = 1;
    for (int i = 0; i < sizes.size(); i++) {
      n *= sizes.get(i);
    }
    return n;
  }

  @Override
  public int size() {
    return sizes.size();
  }

  @Override
  public boolean contains(float[] row, int at) {
    for (int i = 0; i < sizes.size(); i++) {
      int value = (int) row[at + i];
      if (value != row[at + i] || value < 0 || value >= sizes.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int index(float[] row, int at) {
    int index = 0;
    for (int i = 0; i < sizes.size(); i++) {
      index = index * sizes.get(i) + (int) row[at + i];
    }
    return index;
  }

  @Override
  public void write(int index, float[] row, int at) {
    int rest = index;
    for (int i = sizes.size() - 1; i >= 0; i--) {
      row[at + i] = rest % sizes.get(i);
      rest /= sizes.get(i);
    }
  }
}
