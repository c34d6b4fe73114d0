package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.op.Assign;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.plan.Plan;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random expressions with random writes between them, compiled, against the interpreter: this finds
 * places that are used again too early and values that are read too late.
 */
class RandomProgramTest {
  private static final int PROGRAMS = 100;
  private static final int COLUMNS = 5;
  private static final Extent WEIGHT = Extent.of(COLUMNS, COLUMNS);

  /** Half of them do not write. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void programsAgreeWithTheInterpreter(boolean writes) {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      new World(seed, writes).check();
    }
  }

  /** The same programs on several threads, everything that can be shared being shared. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsDoNotChangeABit(int threads) {
    try (Workers workers = Workers.of(threads)) {
      for (int seed = 0; seed < 2 * PROGRAMS; seed++) {
        new World(seed, seed % 2 == 1).checkShared(workers);
      }
    }
  }

  private static final class World {
    private final long seed;
    private final SplittableRandom random;
    private final Parameters parameters = new Parameters("p");
    private final Var weight = parameters.add("w", COLUMNS, COLUMNS).variable();
    private final Var input = Var.input("x", COLUMNS);
    private final Var number = Var.scalar("s");
    private final List<Var> pool = new ArrayList<>();
    private final List<Var> results = new ArrayList<>();

    World(long seed, boolean writes) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      pool.addAll(List.of(weight, input, number, Var.constant(0.5f)));
      int count = random.nextInt(10, 60);
      for (int i = 0; i < count; i++) {
        pool.add(grown());
        if (random.nextInt(6) == 0) {
          addResult(any());
        }
        if (writes && random.nextInt(8) == 0) {
          Var value = any().sumTo(Extent.SCALAR).tanh().plus(any(WEIGHT)).tanh();
          results.add(Var.of(new Assign(parameters.store()), value));
        }
      }
      Var last = pool.getLast();
      addResult(last);
      Gradient.of(last.sum().tanh(), List.of(weight, input)).forEach(this::addResult);
    }

    private void addResult(Var v) {
      if (!results.contains(v)) {
        results.add(v);
      }
    }

    private Var any() {
      int recent = Math.max(0, pool.size() - random.nextInt(1, 25));
      return pool.get(random.nextInt(recent, pool.size()));
    }

    private Var any(Extent extent) {
      List<Var> fitting = pool.stream().filter(v -> v.extent().equals(extent)).toList();
      return fitting.get(random.nextInt(fitting.size()));
    }

    /** A new expression with values in about ±2, smooth or with harmless kinks. */
    private Var grown() {
      Var a = any();
      Var b = any();
      return switch (random.nextInt(14)) {
        case 0 -> a.tanh();
        case 1 -> a.sigmoid().minus(a.stopGradient().times(0.5f));
        case 2 -> a.square().plus(1).sqrt();
        case 3 -> a.softmax();
        case 4 -> a.tanh().exp();
        case 5 -> a.meanColumns();
        case 6 -> a.extent().batched() ? a.sumRows().div(Var.batchSize()) : a.relu();
        case 7 -> a.columns() == COLUMNS ? a.matmul(any(WEIGHT)).times(0.3f) : a.sin();
        case 8 -> a.columns() == COLUMNS ? a.slice(1, 4).pad(random.nextInt(3), COLUMNS) : a.cos();
        case 9 -> a.extent().equals(b.extent()) ? Var.concat(a, b).slice(1, 2) : a.abs();
        default -> together(a, b);
      };
    }

    private Var together(Var a, Var b) {
      boolean rowsFit =
          a.extent().oneRow()
              || b.extent().oneRow()
              || a.extent().batched() == b.extent().batched();
      boolean columnsFit = a.columns() == b.columns() || a.columns() == 1 || b.columns() == 1;
      if (!rowsFit || !columnsFit) {
        return a.minusFrom(1).tanh();
      }
      return switch (random.nextInt(5)) {
        case 0 -> a.plus(b).times(0.5f);
        case 1 -> a.minus(b).times(0.5f);
        case 2 -> a.tanh().times(b);
        case 3 -> a.max(b);
        default -> a.div(b.square().plus(1));
      };
    }

    void check() {
      Program program = Program.of(results);
      for (int batch : new int[] {1, 6, 3, 17, 2}) {
        Matrix x = matrix(batch, COLUMNS);
        Matrix s = matrix(1, 1);
        for (int i = 0; i < parameters.size(); i++) {
          parameters.values()[i] = (float) random.nextDouble(-1, 1);
        }
        Map<Var, Matrix> expected = expected(batch, x, s, parameters.values().clone());
        program.prepare(batch);
        List<Var> all = Var.topological(results);
        if (all.contains(input)) {
          Trial.write(program.region(input), x);
        }
        if (all.contains(number)) {
          Trial.write(program.region(number), s);
        }
        program.run();
        expected.forEach(
            (v, value) ->
                Trial.requireClose(
                    "seed " + seed + ", batch " + batch + ", " + v,
                    program.region(v),
                    value,
                    1e-4));
        assertThat(expected).isNotEmpty();
      }
    }

    void checkShared(Workers workers) {
      Program alone = Program.of(results);
      Program shared = new Program(Plan.compileShared(results, workers));
      boolean readsInput = Var.topological(results).contains(input);
      for (int batch : new int[] {1, 13, 70, 6, 400, 24}) {
        float[] start = new float[parameters.size()];
        for (int i = 0; i < start.length; i++) {
          start[i] = (float) random.nextDouble(-1, 1);
        }
        Matrix x = matrix(batch, COLUMNS);
        for (Program program : List.of(alone, shared)) {
          System.arraycopy(start, 0, parameters.values(), 0, start.length);
          program.prepare(batch);
          if (readsInput) {
            Trial.write(program.region(input), x);
          }
          program.run();
        }
        for (Var v : results) {
          assertThat(bits(shared.region(v)))
              .as("seed %d, batch %d, %s", seed, batch, v)
              .isEqualTo(bits(alone.region(v)));
        }
      }
    }

    private static int[] bits(Region region) {
      int[] bits = new int[region.size()];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToIntBits(region.array()[region.at() + i]);
      }
      return bits;
    }

    private Map<Var, Matrix> expected(int batch, Matrix x, Matrix s, float[] start) {
      Matrix w = Matrix.zeros(COLUMNS, COLUMNS);
      for (int i = 0; i < start.length; i++) {
        w.values()[i] = start[i];
      }
      Map<Var, Matrix> expected = new HashMap<>();
      List<Var> segment = new ArrayList<>(); // what is listed since the last write
      for (Var result : results) {
        boolean write = result.op() instanceof Assign;
        segment.add(write ? result.input(0) : result);
        if (write || result == results.getLast()) {
          Interpreter interpreter = new Interpreter(batch).set(input, x).set(number, s);
          List<Matrix> values = interpreter.set(weight, w).values(segment);
          w = write ? values.getLast() : w;
          for (int i = 0; i < segment.size() - (write ? 1 : 0); i++) {
            expected.put(segment.get(i), values.get(i));
          }
          segment.clear();
        }
      }
      return expected;
    }

    private Matrix matrix(int rows, int columns) {
      Matrix m = Matrix.zeros(rows, columns);
      for (int i = 0; i < m.values().length; i++) {
        m.values()[i] = (float) random.nextDouble(-1, 1);
      }
      return m;
    }
  }
}
