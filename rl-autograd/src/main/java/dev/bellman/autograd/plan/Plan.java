package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.BatchSize;
import dev.bellman.autograd.op.Constant;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Stored;
import dev.bellman.autograd.op.Var;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Steps with their places: what a program runs. Running allocates nothing. */
public final class Plan {
  private final Phase[] phases;
  private final Step[] steps;
  private final Value[] values;
  private final Map<Var, Value> reachable;
  private final long[] nanoseconds;
  private final Workers workers;
  private int capacity;
  private int rows;

  Plan(List<Phase> phases, List<Value> values, Map<Var, Value> reachable, Workers workers) {
    this.phases = phases.toArray(Phase[]::new);
    this.steps = phases.stream().flatMap(p -> p.steps().stream()).toArray(Step[]::new);
    this.values = values.toArray(Value[]::new);
    this.reachable = reachable;
    this.workers = workers;
    this.nanoseconds = new long[steps.length];
    setLifetimes();
    prepare(1);
  }

  /** The plan that evaluates the results in order, its work shared among the workers. */
  public static Plan compile(List<Var> results, Workers workers) {
    return Compiler.compile(results, workers, false);
  }

  /** The same, with every phase shared, however small: so that tests see what is shared. */
  public static Plan compileShared(List<Var> results, Workers workers) {
    return Compiler.compile(results, workers, true);
  }

  /**
   * In a shared phase one worker may be at its end while another is at its start: what one phase
   * computes or reads lives through all of it. What one phase alone sees is its own affair.
   */
  private void setLifetimes() {
    for (int time = 0; time < phases.length; time++) {
      for (Step step : phases[time].steps()) {
        step.out().first = time;
        step.out().last = time;
        for (Value input : step.inputs()) {
          input.last = time;
        }
      }
    }
    for (Phase phase : phases) {
      if (phase instanceof Rows rows) {
        for (Step step : rows.steps()) {
          Value v = step.out();
          v.local = v.isPassing() && v.first == v.last;
        }
      }
    }
    for (Phase phase : phases) {
      if (phase instanceof Rows rows) {
        rows.setLocalLifetimes();
      }
    }
  }

  /** Makes room for {@code newRows} rows; what inputs and results hold is kept. */
  public void prepare(int newRows) {
    if (newRows == rows) {
      return;
    }
    if (newRows > capacity) {
      capacity = newRows;
      Arrays.stream(values).filter(v -> v.pinned).forEach(this::pin);
      List<Value> passing = Arrays.stream(values).filter(v -> v.isPassing() && !v.local).toList();
      float[] array = new float[Arena.lay(passing, v -> v.extent().size(capacity))];
      passing.forEach(v -> v.region.place(array, v.offset));
    }
    rows = newRows;
    for (Value v : values) {
      v.region.resize(v.extent().rows(newRows));
      if (v.var.op() instanceof BatchSize) {
        v.region.set(newRows);
      }
    }
    for (Phase phase : phases) {
      phase.prepare(newRows);
    }
  }

  private void pin(Value v) {
    if (v.var.op() instanceof Stored) {
      return;
    }
    float[] array = new float[v.extent().size(capacity)];
    if (v.region.array() != null) {
      v.region.copyTo(array, 0);
    }
    v.region.place(array, 0);
    if (v.var.op() instanceof Constant c) {
      v.region.set(c.value());
    }
  }

  /** Runs all steps. */
  public void run() {
    for (Phase phase : phases) {
      phase.run(workers);
    }
  }

  /** Runs all steps on one thread and takes the time of each. */
  public void runTimed() {
    int at = 0;
    for (Phase phase : phases) {
      phase.runTimed(nanoseconds, at);
      at += phase.steps().size();
    }
  }

  /** Where an input or a result lies, or null if the program has no such one. */
  public Region region(Var v) {
    Value value = reachable.get(v);
    return value == null ? null : value.region;
  }

  /** A row a step: number, operation, shape, FLOP, bytes and the time of the last timed run. */
  public String explain() {
    StringBuilder table = new StringBuilder();
    row(table, "step", "operation", "shape", "flop", "bytes", "ns");
    long flop = 0;
    long bytes = 0;
    long time = 0;
    for (int i = 0; i < steps.length; i++) {
      Step s = steps[i];
      String shape = s.out().region.rows() + "x" + s.out().region.columns();
      row(table, i, s.computation().name(), shape, s.flop(), s.bytes(), nanoseconds[i]);
      flop += s.flop();
      bytes += s.bytes();
      time += nanoseconds[i];
    }
    row(table, "", "total", "", flop, bytes, time);
    return table.toString();
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append(String.format(Locale.ROOT, "%5s  %-16s %12s %12s %12s %10s%n", cells));
  }
}
