package dev.bellman.autograd.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * An expression: an operation on other expressions, with a known {@link Extent}.
 *
 * <p>Nothing is computed when one is built. A {@code Program} computes it in floats, an {@code
 * Interpreter} in doubles, {@code Gradient} and {@code Jvp} give its derivatives, which are
 * expressions again. Operands of one row or one column are repeated along it, and every method
 * throws {@link IllegalArgumentException} with both extents if its operands do not fit. Immutable;
 * equal only to itself.
 */
public final class Var {
  private final Op op;
  private final List<Var> inputs;
  private final Extent extent;

  private Var(Op op, List<Var> inputs) {
    this.op = op;
    this.inputs = inputs;
    this.extent = op.extent(inputs);
  }

  /** The result of an operation. */
  public static Var of(Op op, Var... inputs) {
    return new Var(op, List.of(inputs));
  }

  /** The result of an operation. */
  public static Var of(Op op, List<Var> inputs) {
    return new Var(op, List.copyOf(inputs));
  }

  /** Rows of data, {@code [B, columns]}, written before each run. */
  public static Var input(String label, int columns) {
    return of(new Input(label, Extent.batch(columns)));
  }

  /** Data of another extent, written before each run. */
  public static Var input(String label, Extent extent) {
    return of(new Input(label, extent));
  }

  /** A number that is written before a run and stays until it is written again. */
  public static Var scalar(String label) {
    return of(new Input(label, Extent.SCALAR));
  }

  /** A number that never changes. */
  public static Var constant(float value) {
    return of(new Constant(value));
  }

  /** The rows of the run, as a number. */
  public static Var batchSize() {
    return of(new BatchSize());
  }

  /** Fresh standard normal numbers in every run. */
  public static Var normal(NoiseSource source, Extent extent) {
    return of(new Noise(source, Noise.Law.NORMAL, extent));
  }

  /** Fresh numbers in every run, uniform in [0, 1). */
  public static Var uniform(NoiseSource source, Extent extent) {
    return of(new Noise(source, Noise.Law.UNIFORM, extent));
  }

  /** Matrices of equal rows side by side. */
  public static Var concat(Var... parts) {
    return of(new ConcatColumns(), parts);
  }

  /** The operation. */
  public Op op() {
    return op;
  }

  /** What the operation works on. */
  public List<Var> inputs() {
    return inputs;
  }

  /** What the operation works on, number {@code i}. */
  public Var input(int i) {
    return inputs.get(i);
  }

  /** The extent. */
  public Extent extent() {
    return extent;
  }

  /** The columns of the extent. */
  public int columns() {
    return extent.columns();
  }

  /** {@code this + b}. */
  public Var plus(Var b) {
    return of(new Add(), this, b);
  }

  /** {@code this + b}. */
  public Var plus(float b) {
    return plus(constant(b));
  }

  /** {@code this − b}. */
  public Var minus(Var b) {
    return of(new Subtract(), this, b);
  }

  /** {@code this − b}. */
  public Var minus(float b) {
    return plus(constant(-b));
  }

  /** {@code a − this}. */
  public Var minusFrom(float a) {
    return constant(a).minus(this);
  }

  /** {@code this·b}, element by element. */
  public Var times(Var b) {
    return of(new Multiply(), this, b);
  }

  /** {@code this·b}. */
  public Var times(float b) {
    return times(constant(b));
  }

  /** {@code this / b}, element by element. */
  public Var div(Var b) {
    return of(new Divide(), this, b);
  }

  /** {@code this / b}. */
  public Var div(float b) {
    return div(constant(b));
  }

  /** {@code −this}. */
  public Var unaryMinus() {
    return of(new Negate(), this);
  }

  /** The smaller of both; where they are equal the derivative goes to this. */
  public Var min(Var b) {
    return of(new Minimum(), this, b);
  }

  /** The larger of both; where they are equal the derivative goes to this. */
  public Var max(Var b) {
    return of(new Maximum(), this, b);
  }

  /** {@code min(max(this, low), high)}; the derivative passes from low to high, both included. */
  public Var clamp(float low, float high) {
    return clamp(constant(low), constant(high));
  }

  /** {@code min(max(this, low), high)}; the derivative passes from low to high, both included. */
  public Var clamp(Var low, Var high) {
    return max(low).min(high);
  }

  /** 1 where {@code this > b}, else 0. */
  public Var greater(Var b) {
    return of(new Greater(), this, b);
  }

  /** 1 where {@code this > b}, else 0. */
  public Var greater(float b) {
    return greater(constant(b));
  }

  /** {@code a} where this is not 0, else {@code b}; all of one extent. */
  public Var select(Var a, Var b) {
    return of(new Select(), this, a, b);
  }

  /** {@code e^this}. */
  public Var exp() {
    return of(new Exp(), this);
  }

  /** {@code ln this}. */
  public Var log() {
    return of(new Log(), this);
  }

  /** {@code tanh this}. */
  public Var tanh() {
    return of(new Tanh(), this);
  }

  /** {@code 1 / (1 + e^−this)}. */
  public Var sigmoid() {
    return of(new Sigmoid(), this);
  }

  /** {@code ln(1 + e^this)}. */
  public Var softplus() {
    return of(new Softplus(), this);
  }

  /** {@code max(this, 0)}. */
  public Var relu() {
    return of(new Relu(), this);
  }

  /** {@code this / (1 + e^−this)}. */
  public Var silu() {
    return of(new Silu(), this);
  }

  /** {@code √this}. */
  public Var sqrt() {
    return of(new SquareRoot(), this);
  }

  /** {@code |this|}. */
  public Var abs() {
    return of(new Absolute(), this);
  }

  /** {@code sin this}. */
  public Var sin() {
    return of(new Sine(), this);
  }

  /** {@code cos this}. */
  public Var cos() {
    return of(new Cosine(), this);
  }

  /** {@code this²}. */
  public Var square() {
    return times(this);
  }

  /** The matrix product {@code this·b}. */
  public Var matmul(Var b) {
    return matmul(false, b, false);
  }

  /** The matrix product of this and {@code b}, each of them transposed first if so said. */
  public Var matmul(boolean transposeThis, Var b, boolean transposeB) {
    return of(new MatMul(transposeThis, transposeB), this, b);
  }

  /** The sum of all elements, {@code [1, 1]}. */
  public Var sum() {
    return sumTo(Extent.SCALAR);
  }

  /** The sum of the squares of all elements, {@code [1, 1]}. */
  public Var sumOfSquares() {
    return of(new SumOfSquares(), this);
  }

  /** The mean of all elements, {@code [1, 1]}. */
  public Var mean() {
    float fixed = extent.rows() * extent.columns();
    Var count = extent.batched() ? batchSize().times(fixed) : constant(fixed);
    return sum().div(count);
  }

  /** The sum of each row, {@code [rows, 1]}. */
  public Var sumColumns() {
    return sumTo(extent.column());
  }

  /** The mean of each row, {@code [rows, 1]}. */
  public Var meanColumns() {
    return sumColumns().div(columns());
  }

  /** The sum of each column, {@code [1, columns]}. */
  public Var sumRows() {
    return sumTo(Extent.of(1, columns()));
  }

  /** The sum along what {@code target} has only one of. */
  public Var sumTo(Extent target) {
    return target.equals(extent) ? this : of(new SumTo(target), this);
  }

  /** This, repeated along what it has only one of. */
  public Var broadcastTo(Extent target) {
    return target.equals(extent) ? this : of(new BroadcastTo(target), this);
  }

  /** Each row {@code count} times, one after the other. */
  public Var repeatRows(int count) {
    Var[] copies = new Var[count];
    Arrays.fill(copies, this);
    return concat(copies).regroup(new Extent(count * extent.rows(), extent.batched(), columns()));
  }

  /** The same numbers in the same order under another extent. */
  public Var regroup(Extent target) {
    return target.equals(extent) ? this : of(new Regroup(target), this);
  }

  /** The largest element of each row, {@code [rows, 1]}. */
  public Var maxColumns() {
    return gather(argMax());
  }

  /** The column of the first largest element of each row, {@code [rows, 1]}. */
  public Var argMax() {
    return of(new ArgMax(), this);
  }

  /** The element of each row that {@code index}, {@code [rows, 1]}, names. */
  public Var gather(Var index) {
    return of(new Gather(), this, index);
  }

  /** Zeros with this, {@code [rows, 1]}, in the column of each row that {@code index} names. */
  public Var scatter(Var index, int columns) {
    return of(new Scatter(columns), this, index);
  }

  /** The columns {@code from … to − 1}. */
  public Var slice(int from, int to) {
    return from == 0 && to == columns() ? this : of(new SliceColumns(from, to), this);
  }

  /** This from column {@code from} on, within zeros. */
  public Var pad(int from, int columns) {
    return from == 0 && columns == columns() ? this : of(new PadColumns(from, columns), this);
  }

  /** Row by row {@code eˣ / Σ eˣ}. */
  public Var softmax() {
    return of(new Softmax(), this);
  }

  /** Row by row {@code x − ln Σ eˣ}. */
  public Var logSoftmax() {
    return of(new LogSoftmax(), this);
  }

  /** Row by row {@code ln Σ eˣ}, {@code [rows, 1]}. */
  public Var logSumExp() {
    return of(new LogSumExp(), this);
  }

  /** The same value, through which no derivative passes. */
  public Var stopGradient() {
    return of(new StopGradient(), this);
  }

  /**
   * The results and all that they depend on, each once, after its inputs.
   *
   * @param results where to start
   */
  public static List<Var> topological(List<Var> results) {
    return Topology.of(results, v -> false);
  }

  /**
   * The results and all that they depend on, each once, after its inputs; what is known, and what
   * only that depends on, is left out.
   *
   * @param results where to start
   * @param known where to stop
   */
  public static List<Var> topological(List<Var> results, Predicate<Var> known) {
    return Topology.of(results, known);
  }

  @Override
  public String toString() {
    return op.name() + extent + (inputs.isEmpty() ? "" : Arrays.toString(names()));
  }

  private String[] names() {
    return inputs.stream().map(v -> v.op.name()).toArray(String[]::new);
  }
}
