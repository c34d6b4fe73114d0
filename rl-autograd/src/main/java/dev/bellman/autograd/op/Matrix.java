package dev.bellman.autograd.op;

/**
 * A dense row-major matrix of doubles: a value in the double-precision interpreter.
 *
 * @param rows rows
 * @param columns columns
 * @param values [rows, columns]; shared, not copied
 */
public record Matrix(int rows, int columns, double... values) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if there are not rows·columns values
   */
  public Matrix {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          "Matrix: [" + rows + ", " + columns + "] does not hold " + values.length + " values");
    }
  }

  /** A matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  /** The element in row {@code i} and column {@code j}. */
  public double get(int i, int j) {
    return values[i * columns + j];
  }

  /** Sets the element in row {@code i} and column {@code j}. */
  public void set(int i, int j, double value) {
    values[i * columns + j] = value;
  }

  /** The element there after this is repeated along rows or columns of size 1. */
  double repeated(int i, int j) {
    return values[(rows == 1 ? 0 : i) * columns + (columns == 1 ? 0 : j)];
  }
}
