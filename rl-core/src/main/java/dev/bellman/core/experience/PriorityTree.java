package dev.bellman.core.experience;

import java.util.Arrays;

/**
 * Numbers ≥ 0 whose sum and minimum, and where a partial sum falls, cost the logarithm of how many
 * there are. Both trees are arrays: the children of node i are 2i and 2i + 1, the root is node 1.
 */
final class PriorityTree {
  private final int leaves;
  private final double[] sums;
  private final double[] minima;

  /** Zeros, which count for no minimum. */
  PriorityTree(int size) {
    leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
    sums = new double[2 * leaves];
    minima = new double[2 * leaves];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
  }

  void set(int i, double value) {
    int node = leaves + i;
    sums[node] = value;
    minima[node] = value > 0 ? value : Double.POSITIVE_INFINITY;
    for (node >>= 1; node >= 1; node >>= 1) {
      // from the children, never by differences: nothing drifts
      sums[node] = sums[2 * node] + sums[2 * node + 1];
      minima[node] = Math.min(minima[2 * node], minima[2 * node + 1]);
    }
  }

  double get(int i) {
    return sums[leaves + i];
  }

  double sum() {
    return sums[1];
  }

  double min() {
    return minima[1];
  }

  /** The i with {@code Σ_{j<i} ≤ partial < Σ_{j≤i}}; never one that is 0. */
  int find(double partial) {
    int node = 1;
    double left = partial;
    while (node < leaves) {
      node *= 2;
      if (left >= sums[node] && sums[node + 1] > 0) {
        left -= sums[node];
        node++;
      }
    }
    return node - leaves;
  }
}
