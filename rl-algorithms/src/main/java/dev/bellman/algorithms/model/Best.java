package dev.bellman.algorithms.model;

/**
 * The indices of the largest of some values, best first; of equal values the earlier one is better,
 * and NaN and −∞ are never among them.
 */
final class Best {
  private final int[] indices;
  private int count;

  /** The best {@code most} of any values. */
  Best(int most) {
    indices = new int[most];
  }

  /** Looks at all of {@code values}. */
  void select(double[] values) {
    count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > worst(values)) {
        insert(i, values);
      }
    }
  }

  /** What a value must exceed in order to be among the best so far. */
  private double worst(double[] values) {
    return count < indices.length ? Double.NEGATIVE_INFINITY : values[indices[count - 1]];
  }

  private void insert(int index, double[] values) {
    int at = count < indices.length ? count++ : count - 1;
    for (; at > 0 && values[index] > values[indices[at - 1]]; at--) {
      indices[at] = indices[at - 1];
    }
    indices[at] = index;
  }

  /** How many there are: fewer than asked for if too few values are numbers. */
  int count() {
    return count;
  }

  /** The index of the k-th best value, from 0. */
  int index(int k) {
    return indices[k];
  }
}
