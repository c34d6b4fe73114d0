package dev.bellman.algorithms.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/** Eligibility traces of a table, of which those that are not 0 are listed. */
final class Traces implements Stateful {
  private static final double LEAST = 1e-10;

  private final double[] traces;
  private final int[] listed;
  private int size;

  /** All 0. */
  Traces(int cells) {
    traces = new double[cells];
    listed = new int[cells];
  }

  /** Raises the trace of a pair. */
  void visit(int cell, SarsaLambda.Trace kind) {
    if (traces[cell] == 0) {
      listed[size++] = cell;
    }
    traces[cell] = kind == SarsaLambda.Trace.REPLACING ? 1 : traces[cell] + 1;
  }

  /** {@code e ← factor·e}; what gets too small becomes 0. */
  void decay(double factor) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int cell = listed[i];
      double faded = factor * traces[cell];
      traces[cell] = faded < LEAST ? 0 : faded;
      listed[kept] = cell;
      kept += faded < LEAST ? 0 : 1;
    }
    size = kept;
  }

  /** All 0 again. */
  void clear() {
    decay(0);
  }

  /** How many are listed. */
  int size() {
    return size;
  }

  /** The pair of the i-th that is listed. */
  int cell(int i) {
    return listed[i];
  }

  /** e of a pair. */
  double of(int cell) {
    return traces[cell];
  }

  @Override
  public void save(StateWriter out) {
    long[] cells = new long[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      cells[i] = listed[i];
      values[i] = traces[listed[i]];
    }
    out.put("cells", cells);
    out.put("values", values);
  }

  @Override
  public void load(StateReader in) {
    clear();
    long[] cells = new long[in.length("cells")];
    double[] values = new double[cells.length];
    in.get("cells", cells);
    in.get("values", values);
    for (int i = 0; i < cells.length; i++) {
      listed[i] = (int) cells[i];
      traces[listed[i]] = values[i];
    }
    size = cells.length;
  }
}
