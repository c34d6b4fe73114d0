package dev.bellman.algorithms.model;

/** What a {@link Maximizer} makes large: a function f on a box. */
@FunctionalInterface
public interface Objective {

  /**
   * Computes f of some candidates.
   *
   * @param count how many, ≥ 1
   * @param x [count, n], the candidates, row-major; not written
   * @param out its first {@code count} elements are written; NaN counts as −∞
   */
  void values(int count, float[] x, double[] out);
}
