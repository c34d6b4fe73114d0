package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Input;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** One random trial: a batch, inputs of random extents and their values, all from one seed. */
public final class Trial {
  private final SplittableRandom random;
  private final int batch;
  private final List<Var> variables = new ArrayList<>();
  private final Map<Var, Matrix> values = new LinkedHashMap<>();

  /** A trial whose choices follow from the seed. */
  public Trial(long seed) {
    random = new SplittableRandom(seed);
    batch = random.nextInt(4) == 0 ? 1 : random.nextInt(2, 7);
  }

  /** Where the choices come from. */
  public SplittableRandom random() {
    return random;
  }

  /** The rows of a run. */
  public int batch() {
    return batch;
  }

  /** What derivatives are taken with respect to. */
  public List<Var> variables() {
    return variables;
  }

  /** A size: often 1, mostly small, sometimes more than a vector has lanes. */
  public int size() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> 1;
      case 2 -> random.nextInt(15, 36);
      default -> random.nextInt(2, 7);
    };
  }

  /** An extent, batched or fixed. */
  public Extent extent() {
    return new Extent(random.nextInt(2) == 0 ? 1 : size(), random.nextBoolean(), size());
  }

  /** An extent that repeats to {@code target}. */
  public Extent repeatingTo(Extent target) {
    boolean oneRow = random.nextInt(3) == 0;
    int columns = random.nextInt(3) == 0 ? 1 : target.columns();
    return oneRow ? Extent.of(1, columns) : new Extent(target.rows(), target.batched(), columns);
  }

  /** An input with numbers in ±2 with respect to which derivatives are taken. */
  public Var variable(Extent extent) {
    return variable(extent, () -> random.nextDouble(-2, 2));
  }

  /** An input with respect to which derivatives are taken. */
  public Var variable(Extent extent, DoubleSupplier numbers) {
    Var v = data(extent, numbers);
    variables.add(v);
    return v;
  }

  /** An input that stays where it is. */
  public Var data(Extent extent, DoubleSupplier numbers) {
    Matrix m = Matrix.zeros(extent.rows(batch), extent.columns());
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = (float) numbers.getAsDouble(); // floats and doubles start equal
    }
    return given(extent, m);
  }

  /** An input with this value that stays where it is. */
  public Var given(Extent extent, Matrix value) {
    Var v = Var.input("x" + values.size(), extent);
    values.put(v, value);
    return v;
  }

  /** Numbers whose distance to zero is at least {@code margin}. */
  public DoubleSupplier awayFromZero(double margin) {
    return () -> (random.nextBoolean() ? 1 : -1) * random.nextDouble(margin, 2);
  }

  /** Odd or even multiples of a tenth, so that an odd and an even one are never close. */
  public DoubleSupplier multiples(boolean odd) {
    return () -> 0.1 * (2 * random.nextInt(-9, 10) + (odd ? 1 : 0));
  }

  /** Values with no two close to each other in a row. */
  public Var distinct(Extent extent) {
    int rows = extent.rows(batch);
    int n = extent.columns();
    Matrix m = Matrix.zeros(rows, n);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        int other = random.nextInt(j + 1);
        m.set(i, j, m.get(i, other));
        m.set(i, other, (float) (0.3 * j - 1));
      }
    }
    Var v = given(extent, m);
    variables.add(v);
    return v;
  }

  /** A check of derivatives at these values. */
  public GradientCheck check() {
    GradientCheck check = new GradientCheck(batch, random);
    values.forEach(check::at);
    return check;
  }

  /** The values in doubles. */
  public List<Matrix> interpret(List<Var> results) {
    Interpreter interpreter = new Interpreter(batch);
    values.forEach(interpreter::set);
    return interpreter.values(results);
  }

  /** A compiled program with the inputs written that it uses. */
  public Program program(List<Var> results) {
    Program program = Program.of(results);
    program.prepare(batch);
    write(program, results);
    return program;
  }

  private void write(Program program, List<Var> results) {
    for (Var v : Var.topological(results)) {
      if (v.op() instanceof Input) {
        write(program.region(v), values.get(v));
      }
    }
  }

  /** Writes doubles to a region. */
  public static void write(Region region, Matrix value) {
    for (int i = 0; i < value.rows(); i++) {
      for (int j = 0; j < value.columns(); j++) {
        region.set(i, j, (float) value.get(i, j));
      }
    }
  }

  /**
   * Requires that floats are close to doubles: |f − d| ≤ tolerance·(1 + |d|), or the same infinity,
   * or both NaN.
   */
  public static void requireClose(String what, Region floats, Matrix doubles, double tolerance) {
    assertThat(floats.rows()).as(what + ": rows").isEqualTo(doubles.rows());
    assertThat(floats.columns()).as(what + ": columns").isEqualTo(doubles.columns());
    for (int i = 0; i < doubles.rows(); i++) {
      for (int j = 0; j < doubles.columns(); j++) {
        requireClose(
            what + "[" + i + ", " + j + "]", floats.get(i, j), doubles.get(i, j), tolerance);
      }
    }
  }

  private static void requireClose(String what, float actual, double expected, double tolerance) {
    boolean same = Float.compare(actual, (float) expected) == 0;
    boolean close = Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));
    assertThat(same || close).as("%s: %s should be %s", what, actual, expected).isTrue();
  }
}
