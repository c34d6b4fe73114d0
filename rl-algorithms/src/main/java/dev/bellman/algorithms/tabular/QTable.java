package dev.bellman.algorithms.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/** A number Q(s, a) for each state and action, all 0 at first, and how often each was updated. */
public final class QTable implements Stateful {
  private final int states;
  private final int actions;
  private final double[] values;
  private final long[] visits;

  /**
   * All 0.
   *
   * @throws IllegalArgumentException if there are no states or actions, or more than 2³⁰ pairs
   */
  QTable(int states, int actions) {
    if (states < 1 || actions < 1 || (long) states * actions > 1 << 30) {
      throw new IllegalArgumentException(
          "QTable: states and actions must be ≥ 1 and make at most 1073741824 pairs, but are "
              + states
              + ", "
              + actions);
    }
    this.states = states;
    this.actions = actions;
    values = new double[states * actions];
    visits = new long[states * actions];
  }

  /** The number of states. */
  public int states() {
    return states;
  }

  /** The number of actions. */
  public int actions() {
    return actions;
  }

  /** Q(s, a). */
  public double value(int state, int action) {
    return values[state * actions + action];
  }

  /** N(s, a): how often this entry was updated. */
  public long visits(int state, int action) {
    return visits[state * actions + action];
  }

  /** argmax_a Q(s, a), the first of several. */
  public int best(int state) {
    int from = state * actions;
    int best = from;
    for (int i = from + 1; i < from + actions; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best - from;
  }

  /** max_a Q(s, a). */
  public double max(int state) {
    return value(state, best(state));
  }

  /** The mean of Q(s, a) over all actions. */
  public double mean(int state) {
    double sum = 0;
    for (int i = state * actions; i < (state + 1) * actions; i++) {
      sum += values[i];
    }
    return sum / actions;
  }

  /** All values, copied; (s, a) is element s·A + a. */
  public double[] values() {
    return values.clone();
  }

  /** Where (s, a) is among all pairs. */
  int cell(int state, int action) {
    return state * actions + action;
  }

  double value(int cell) {
    return values[cell];
  }

  long visits(int cell) {
    return visits[cell];
  }

  void set(int cell, double value) {
    values[cell] = value;
  }

  void add(int cell, double difference) {
    values[cell] += difference;
  }

  void visit(int cell) {
    visits[cell]++;
  }

  @Override
  public void save(StateWriter out) {
    out.put("values", values);
    out.put("visits", visits);
  }

  @Override
  public void load(StateReader in) {
    in.get("values", values);
    in.get("visits", visits);
  }
}
