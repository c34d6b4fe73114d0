package dev.bellman.autograd.op;

/**
 * Where the value of an expression lies during a run: {@code [rows, columns]}, row-major and dense,
 * in a {@code float[]}.
 *
 * <p>The object stays the same for the life of a program; array and position change when the
 * program grows to more rows.
 */
public final class Region {
  private float[] array;
  private int at;
  private int rows;
  private final int columns;
  private final boolean packed;

  /** A region of {@code columns} columns that lies nowhere yet. */
  public Region(int columns) {
    this(columns, false);
  }

  /**
   * A region that lies nowhere yet.
   *
   * @param packed whether its numbers lie as the matrix product reads them, and not row by row
   */
  public Region(int columns, boolean packed) {
    this.columns = columns;
    this.packed = packed;
  }

  /** Whether the numbers lie as the matrix product reads them; then only it may read them. */
  public boolean isPacked() {
    return packed;
  }

  /** Moves the region. */
  public void place(float[] newArray, int newAt) {
    array = newArray;
    at = newAt;
  }

  /** Sets the number of rows. */
  public void resize(int newRows) {
    rows = newRows;
  }

  /** The array that holds the region. */
  public float[] array() {
    return array;
  }

  /** The index of the first element. */
  public int at() {
    return at;
  }

  /** The index of the first element of row {@code i}. */
  public int at(int i) {
    return at + i * columns;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns. */
  public int columns() {
    return columns;
  }

  /** The number of elements. */
  public int size() {
    return rows * columns;
  }

  /** The first element: the value of a scalar. */
  public float scalar() {
    return array[at];
  }

  /** The element in row {@code i} and column {@code j}. */
  public float get(int i, int j) {
    return array[at + i * columns + j];
  }

  /** Sets the first element. */
  public void set(float value) {
    array[at] = value;
  }

  /** Sets the element in row {@code i} and column {@code j}. */
  public void set(int i, int j, float value) {
    array[at + i * columns + j] = value;
  }

  /** Copies {@code count} rows from {@code source}, whose first element is {@code source[from]}. */
  public void copyFrom(float[] source, int from, int count) {
    System.arraycopy(source, from, array, at, count * columns);
  }

  /** Copies row {@code row} of {@code rows}, which has as many columns, to row {@code i}. */
  public void copyRow(float[] rows, int row, int i) {
    System.arraycopy(rows, row * columns, array, at(i), columns);
  }

  /** Copies all rows to {@code out}, from {@code out[outAt]} on. */
  public void copyTo(float[] out, int outAt) {
    System.arraycopy(array, at, out, outAt, size());
  }
}
