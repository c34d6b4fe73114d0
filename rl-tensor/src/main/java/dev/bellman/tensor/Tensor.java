package dev.bellman.tensor;

import dev.bellman.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array of float32 numbers, row-major and contiguous: the last axis varies fastest.
 *
 * <p>Operations return new arrays; only {@code set} changes one. {@link #reshape} and {@link #wrap}
 * share the numbers, all else copies. Shapes that differ broadcast as {@link
 * Shape#broadcast(Shape)} says. An axis may be counted from the end: −1 is the last. The names are
 * those of Kotlin's operators.
 *
 * <pre>{@code
 * Tensor y = x.matmul(w).plus(b).tanh();        // [B, m]·[m, n] + [n]
 * }</pre>
 */
public final class Tensor {

  private static final Kernels KERNELS = Kernels.active();

  private static final int SHOWN = 12;

  private final float[] array;
  private final int offset;
  private final Shape shape;

  private Tensor(float[] array, int offset, Shape shape) {
    this.array = array;
    this.offset = offset;
    this.shape = shape;
  }

  /** A vector of these numbers. */
  public static Tensor of(float... values) {
    return new Tensor(values.clone(), 0, Shape.of(values.length));
  }

  /** These numbers, row-major, in a shape. */
  public static Tensor of(Shape shape, float... values) {
    require(
        values.length == shape.size(),
        "of: %s numbers do not fill the shape %s, which has %s.",
        values.length,
        shape,
        shape.size());
    return new Tensor(values.clone(), 0, shape);
  }

  /** A matrix of these rows. */
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor matrix = zeros(rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      require(
          rows[i].length == columns,
          "of: row %s has %s numbers and row 0 has %s.",
          i,
          rows[i].length,
          columns);
      System.arraycopy(rows[i], 0, matrix.array, i * columns, columns);
    }
    return matrix;
  }

  /** A single number, of rank 0. */
  public static Tensor scalar(float value) {
    return new Tensor(new float[] {value}, 0, Shape.SCALAR);
  }

  /** Zeros, in a shape of these lengths. */
  public static Tensor zeros(int... lengths) {
    Shape shape = Shape.of(lengths);
    return new Tensor(new float[shape.size()], 0, shape);
  }

  /** One number everywhere. */
  public static Tensor full(float value, int... lengths) {
    Tensor full = zeros(lengths);
    Arrays.fill(full.array, value);
    return full;
  }

  /** The numbers of an array from {@code offset} on, which stay the caller's: nothing is copied. */
  public static Tensor wrap(float[] array, int offset, Shape shape) {
    require(
        offset >= 0 && offset <= array.length - shape.size(),
        "wrap: the shape %s at offset %s does not fit into an array of %s.",
        shape,
        offset,
        array.length);
    return new Tensor(array, offset, shape);
  }

  /** Standard normal numbers, a function of key, counter and position alone. */
  public static Tensor normal(long key, long counter, int... lengths) {
    Tensor normal = zeros(lengths);
    KERNELS.normal(normal.size(), key, counter, normal.array, 0);
    return normal;
  }

  /** Uniform numbers in [0, 1), a function of key, counter and position alone. */
  public static Tensor uniform(long key, long counter, int... lengths) {
    Tensor uniform = zeros(lengths);
    KERNELS.uniform(uniform.size(), key, counter, uniform.array, 0);
    return uniform;
  }

  /** Several arrays one after another along an axis; their other lengths are equal. */
  public static Tensor concat(int axis, Tensor... parts) {
    return Rearrangement.concat(axis, parts);
  }

  /** The lengths of the axes. */
  public Shape shape() {
    return shape;
  }

  /** How many numbers there are. */
  public int size() {
    return shape.size();
  }

  /** The array that holds the numbers, not a copy; they begin at {@link #offset}. */
  public float[] array() {
    return array;
  }

  /** Where in {@link #array} the numbers begin. */
  public int offset() {
    return offset;
  }

  /** A copy of the numbers, row-major. */
  public float[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + size());
  }

  /** The only number of an array of size 1, of whatever rank. */
  public float item() {
    require(size() == 1, "item: the shape %s has %s numbers, not 1.", shape, size());
    return array[offset];
  }

  /** The number at an index, one part an axis. */
  public float get(int... index) {
    return array[offset + shape.position(index)];
  }

  /** Changes a number of a vector. */
  public void set(int i, float value) {
    array[offset + shape.position(i)] = value;
  }

  /** Changes a number of a matrix. */
  public void set(int i, int j, float value) {
    array[offset + shape.position(i, j)] = value;
  }

  /** Changes a number of an array of rank 3. */
  public void set(int i, int j, int k, float value) {
    array[offset + shape.position(i, j, k)] = value;
  }

  /** Sum, element by element. */
  public Tensor plus(Tensor other) {
    return Elementwise.binary("plus", this, other, KERNELS::add);
  }

  /** Sum with a number. */
  public Tensor plus(float number) {
    return Elementwise.scalar(this, number, KERNELS::addScalar);
  }

  /** Difference, element by element. */
  public Tensor minus(Tensor other) {
    return Elementwise.binary("minus", this, other, KERNELS::subtract);
  }

  /** Difference to a number. */
  public Tensor minus(float number) {
    return Elementwise.scalar(this, -number, KERNELS::addScalar);
  }

  /** Product, element by element. */
  public Tensor times(Tensor other) {
    return Elementwise.binary("times", this, other, KERNELS::multiply);
  }

  /** Product with a number. */
  public Tensor times(float number) {
    return Elementwise.scalar(this, number, KERNELS::multiplyScalar);
  }

  /** Quotient, element by element. */
  public Tensor div(Tensor other) {
    return Elementwise.binary("div", this, other, KERNELS::divide);
  }

  /** Quotient by a number. */
  public Tensor div(float number) {
    return Elementwise.binary("div", this, scalar(number), KERNELS::divide);
  }

  /** The smaller of two, element by element. */
  public Tensor minimum(Tensor other) {
    return Elementwise.binary("minimum", this, other, KERNELS::minimum);
  }

  /** The larger of two, element by element. */
  public Tensor maximum(Tensor other) {
    return Elementwise.binary("maximum", this, other, KERNELS::maximum);
  }

  /** The negative. */
  public Tensor unaryMinus() {
    return Elementwise.unary(this, KERNELS::negate);
  }

  /** Absolute values. */
  public Tensor abs() {
    return Elementwise.unary(this, KERNELS::absolute);
  }

  /** Square roots. */
  public Tensor sqrt() {
    return Elementwise.unary(this, KERNELS::squareRoot);
  }

  /** {@code eˣ}. */
  public Tensor exp() {
    return Elementwise.unary(this, KERNELS::exp);
  }

  /** Natural logarithms. */
  public Tensor log() {
    return Elementwise.unary(this, KERNELS::log);
  }

  /** Hyperbolic tangents. */
  public Tensor tanh() {
    return Elementwise.unary(this, KERNELS::tanh);
  }

  /** {@code 1 / (1 + e⁻ˣ)}. */
  public Tensor sigmoid() {
    return Elementwise.unary(this, KERNELS::sigmoid);
  }

  /** {@code max(x, 0)}. */
  public Tensor relu() {
    return Elementwise.scalar(this, 0f, KERNELS::maximumScalar);
  }

  /** The product of two matrices, [m, k]·[k, n] = [m, n]. */
  public Tensor matmul(Tensor right) {
    require(
        shape.rank() == 2 && right.shape.rank() == 2 && shape.length(1) == right.shape.length(0),
        "matmul: shapes %s and %s are not [m, k] and [k, n].",
        shape,
        right.shape);
    int m = shape.length(0);
    int k = shape.length(1);
    int n = right.shape.length(1);
    Tensor product = zeros(m, n);
    KERNELS.gemm(
        false,
        false,
        m,
        n,
        k,
        array,
        offset,
        k,
        right.array,
        right.offset,
        n,
        false,
        product.array,
        0,
        n);
    return product;
  }

  /** The sum of all. */
  public float sum() {
    return KERNELS.sum(size(), array, offset);
  }

  /** The sums along an axis, which is gone afterwards. */
  public Tensor sum(int axis) {
    return Reduction.sum(this, axis);
  }

  /** The mean of all. */
  public float mean() {
    return sum() / size();
  }

  /** The means along an axis, which is gone afterwards. */
  public Tensor mean(int axis) {
    return sum(axis).div(shape.length(axis));
  }

  /** The largest of all; NaN if there is one. */
  public float max() {
    return reshape(size()).max(0).item();
  }

  /** The largest along an axis, which is gone afterwards. */
  public Tensor max(int axis) {
    return Reduction.max(this, axis);
  }

  /** The index of the first of the largest along the last axis, which is gone afterwards. */
  public Tensor argMax() {
    return Reduction.argMax(this);
  }

  /** Softmax along the last axis. */
  public Tensor softmax() {
    return Reduction.rows("softmax", this, KERNELS::softmax);
  }

  /** The logarithm of the softmax along the last axis. */
  public Tensor logSoftmax() {
    return Reduction.rows("logSoftmax", this, KERNELS::logSoftmax);
  }

  /** The elements {@code from} (inclusive) to {@code to} (exclusive) of an axis. */
  public Tensor slice(int axis, int from, int to) {
    return Rearrangement.slice(this, axis, from, to);
  }

  /** The elements of an axis at these indices, in that order; an index may come twice. */
  public Tensor gather(int axis, int... indices) {
    return Rearrangement.gather(this, axis, indices);
  }

  /** The same numbers in another shape of the same size: a view, not a copy. */
  public Tensor reshape(int... lengths) {
    Shape to = Shape.of(lengths);
    require(
        to.size() == size(),
        "reshape: the shape %s has %s numbers and %s has %s.",
        shape,
        size(),
        to,
        to.size());
    return new Tensor(array, offset, to);
  }

  /** A matrix with rows and columns exchanged: a copy. */
  public Tensor transpose() {
    return Rearrangement.transpose(this);
  }

  /** Whether shapes and all numbers are equal; NaN equals NaN, and −0 is not 0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(
            array,
            offset,
            offset + size(),
            tensor.array,
            tensor.offset,
            tensor.offset + tensor.size());
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(toArray());
  }

  /** The shape and the first few numbers. */
  @Override
  public String toString() {
    return IntStream.range(0, Math.min(size(), SHOWN))
        .mapToObj(i -> Float.toString(array[offset + i]))
        .collect(Collectors.joining(", ", shape + " {", size() > SHOWN ? ", ...}" : "}"));
  }

  static void require(boolean holds, String sentence, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, values));
    }
  }
}
