package dev.bellman.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The lengths of an array's axes, outermost first; without an axis it is the shape of a number.
 *
 * <p>Immutable. An axis may have length 0, and an axis may be counted from the end: −1 is the last.
 */
public final class Shape {

  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] lengths;
  private final int size;

  private Shape(int[] lengths) {
    this.lengths = lengths;
    long product = 1;
    for (int length : lengths) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "Shape " + Arrays.toString(lengths) + ": length " + length + " is negative.");
      }
      product = Math.multiplyExact(product, (long) length);
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Shape " + Arrays.toString(lengths) + ": more than 2^31 - 1 elements.");
      }
    }
    this.size = (int) product;
  }

  /** The shape of these lengths, outermost axis first. */
  public static Shape of(int... lengths) {
    return lengths.length == 0 ? SCALAR : new Shape(lengths.clone());
  }

  /** How many axes there are. */
  public int rank() {
    return lengths.length;
  }

  /** The product of the lengths: 1 for a number. */
  public int size() {
    return size;
  }

  /** The length of an axis; −1 is the last. */
  public int length(int axis) {
    return lengths[axis(axis)];
  }

  /** All lengths, a copy. */
  public int[] lengths() {
    return lengths.clone();
  }

  /**
   * An axis counted from the front, given one that may be counted from the end.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int fromFront = axis < 0 ? axis + lengths.length : axis;
    if (fromFront < 0 || fromFront >= lengths.length) {
      throw new IllegalArgumentException("Axis " + axis + " is not an axis of " + this + ".");
    }
    return fromFront;
  }

  /** The product of the lengths before an axis. */
  public int before(int axis) {
    return product(0, axis(axis));
  }

  /** The product of the lengths after an axis: how far apart its elements lie. */
  public int after(int axis) {
    return product(axis(axis) + 1, lengths.length);
  }

  /**
   * Where an element lies in row-major order, counted from the first.
   *
   * @throws IllegalArgumentException if the index has another number of parts or lies outside
   */
  public int position(int... index) {
    boolean inside = index.length == lengths.length;
    int position = 0;
    for (int axis = 0; inside && axis < index.length; axis++) {
      inside = 0 <= index[axis] && index[axis] < lengths[axis];
      position = position * lengths[axis] + index[axis];
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "Index " + Arrays.toString(index) + " is not in the shape " + this + ".");
    }
    return position;
  }

  /** This shape with one axis of another length. */
  public Shape with(int axis, int length) {
    int[] changed = lengths.clone();
    changed[axis(axis)] = length;
    return new Shape(changed);
  }

  /** This shape without an axis. */
  public Shape without(int axis) {
    int gone = axis(axis);
    return of(IntStream.range(0, rank()).filter(i -> i != gone).map(i -> lengths[i]).toArray());
  }

  /**
   * The shape of an operation between two shapes: lengths are compared from the last axis on, and
   * 1, or an axis that is not there, stretches.
   *
   * <pre>{@code
   * [8, 1, 6] with [7, 1] gives [8, 7, 6]
   * }</pre>
   *
   * @throws IllegalArgumentException if two lengths differ and neither is 1
   */
  public Shape broadcast(Shape other) {
    return broadcast("broadcast", other);
  }

  /** {@link #broadcast(Shape)}, on behalf of an operation that an error names. */
  Shape broadcast(String operation, Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] wide = new int[rank];
    for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
      int here = fromEnd <= rank() ? lengths[rank() - fromEnd] : 1;
      int there = fromEnd <= other.rank() ? other.lengths[other.rank() - fromEnd] : 1;
      if (here != there && here != 1 && there != 1) {
        throw new IllegalArgumentException(
            operation
                + ": shapes "
                + this
                + " and "
                + other
                + " do not broadcast: "
                + here
                + " against "
                + there
                + ".");
      }
      wide[rank - fromEnd] = here == 1 ? there : here;
    }
    return of(wide);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  /** As in {@code [32, 4]}. */
  @Override
  public String toString() {
    return Arrays.stream(lengths)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private int product(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= lengths[i];
    }
    return product;
  }
}
