package dev.bellman.autograd.op;

/**
 * The shape of an expression: {@code [rows, columns]}, where the rows are a fixed number or, when
 * {@code batched}, that multiple of the number of rows a program is run with.
 *
 * @param rows rows, or rows for each row of the batch; at least 1
 * @param batched whether {@code rows} is multiplied by the rows of the run
 * @param columns columns, at least 1
 */
public record Extent(int rows, boolean batched, int columns) {

  /** A single number. */
  public static final Extent SCALAR = new Extent(1, false, 1);

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if rows or columns are less than 1
   */
  public Extent {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "Extent: rows and columns must be at least 1, but are " + rows + ", " + columns);
    }
  }

  /** One row for each row of the batch. */
  public static Extent batch(int columns) {
    return new Extent(1, true, columns);
  }

  /** A matrix of fixed size. */
  public static Extent of(int rows, int columns) {
    return new Extent(rows, false, columns);
  }

  /** The rows of a run with {@code batch} rows. */
  public int rows(int batch) {
    return batched ? rows * batch : rows;
  }

  /** The elements of a run with {@code batch} rows. */
  public int size(int batch) {
    return rows(batch) * columns;
  }

  /** Whether there is one row whatever the batch. */
  public boolean oneRow() {
    return rows == 1 && !batched;
  }

  /** The first column alone. */
  Extent column() {
    return new Extent(rows, batched, 1);
  }

  boolean sameRows(Extent other) {
    return rows == other.rows && batched == other.batched;
  }

  /** Whether this can be repeated along rows or columns to give {@code target}. */
  boolean broadcastsTo(Extent target) {
    return (oneRow() || sameRows(target)) && (columns == 1 || columns == target.columns);
  }

  /**
   * This, if the other is the same.
   *
   * @throws IllegalArgumentException with both extents if not
   */
  Extent requireEqual(String operation, Extent other) {
    if (!equals(other)) {
      throw new IllegalArgumentException(operation + ": " + this + " and " + other + " differ");
    }
    return this;
  }

  /**
   * The extent of two operands that are combined element by element.
   *
   * @throws IllegalArgumentException with both extents if neither dimension can be repeated
   */
  static Extent broadcast(String operation, Extent a, Extent b) {
    boolean rowsFit = a.sameRows(b) || a.oneRow() || b.oneRow();
    boolean columnsFit = a.columns == b.columns || a.columns == 1 || b.columns == 1;
    if (!rowsFit || !columnsFit) {
      throw new IllegalArgumentException(operation + ": " + a + " and " + b + " do not fit");
    }
    Extent r = a.oneRow() ? b : a;
    return new Extent(r.rows, r.batched, Math.max(a.columns, b.columns));
  }

  @Override
  public String toString() {
    String r = !batched ? String.valueOf(rows) : rows == 1 ? "B" : rows + "B";
    return "[" + r + ", " + columns + "]";
  }
}
