package dev.bellman.envs.lqr;

/**
 * A value that is quadratic in what it is the value of: a state x, or a state and an action (x, u).
 *
 * <pre>{@code
 * V(z) = −zᵀMz − c
 * }</pre>
 */
public final class Quadratic {
  private final double[][] matrix;
  private final double constant;

  Quadratic(double[][] matrix, double constant) {
    this.matrix = matrix;
    this.constant = constant;
  }

  /** M, symmetric: a copy. */
  public double[][] matrix() {
    return Matrices.copy(matrix);
  }

  /** c: what noise costs, less what entropy is worth. Infinite if noise is never discounted. */
  public double constant() {
    return constant;
  }

  /**
   * The value at z.
   *
   * @param z of M's length: x, or the numbers of x followed by those of u
   * @throws IllegalArgumentException if the length is another
   */
  public double at(double... z) {
    if (z.length != matrix.length) {
      throw new IllegalArgumentException(
          "Quadratic: z must have length " + matrix.length + ", but has " + z.length);
    }
    return -Matrices.quadratic(matrix, z) - constant;
  }

  /** E[V(z)] over z with this second moment {@code E[zzᵀ]}. */
  double mean(double[][] secondMoment) {
    return -Matrices.trace(Matrices.product(matrix, secondMoment)) - constant;
  }
}
