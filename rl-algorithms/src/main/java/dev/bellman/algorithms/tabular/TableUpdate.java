package dev.bellman.algorithms.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.training.DivergenceException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a table entry is corrected, and how large the errors were.
 *
 * <pre>{@code
 * Q(s, a) ← Q(s, a) + α·(y − Q(s, a))
 * }</pre>
 */
final class TableUpdate implements Stateful {
  private static final long WINDOW = 1000;

  private final String algorithm;
  private final StepSize stepSize;
  private double remaining = 1;
  private double latestStepSize;
  private long updates;

  /** Of the errors since the last full window. */
  private double sum;

  /** Of the last full window. */
  private double mean;

  /**
   * No update yet.
   *
   * @param algorithm for messages
   */
  TableUpdate(String algorithm, StepSize stepSize) {
    this.algorithm = algorithm;
    this.stepSize = stepSize;
  }

  /** Sets what α depends on. */
  void schedule(double newRemaining) {
    remaining = newRemaining;
  }

  /** Moves Q(s, a) towards y. */
  void apply(QTable q, int state, int action, double y) {
    apply(q, q.cell(state, action), y);
  }

  /** Moves the entry of a pair, s·A + a, towards y. */
  void apply(QTable q, int cell, double y) {
    double error = error(q, cell, y);
    q.add(cell, stepSize(q, cell) * error);
  }

  /** Moves the entry of a pair towards y by a part of the error that the caller knows. */
  void apply(QTable q, int cell, double y, double part) {
    latestStepSize = part;
    q.add(cell, part * error(q, cell, y));
  }

  /**
   * y − Q(s, a), counted as a visit and an update.
   *
   * @throws DivergenceException if it is not finite
   */
  double error(QTable q, int cell, double y) {
    double error = y - q.value(cell);
    if (!Double.isFinite(error)) {
      throw new DivergenceException(
          algorithm
              + ": update "
              + (updates + 1)
              + " is not finite: Q "
              + q.value(cell)
              + ", target "
              + y);
    }
    q.visit(cell);
    sum += Math.abs(error);
    updates++;
    if (updates % WINDOW == 0) {
      mean = sum / WINDOW;
      sum = 0;
    }
    return error;
  }

  /** α of an entry now. */
  double stepSize(QTable q, int cell) {
    latestStepSize = stepSize.of(remaining, q.visits(cell));
    return latestStepSize;
  }

  /** Updates so far. */
  long updates() {
    return updates;
  }

  /** The mean of |y − Q(s, a)| over the last full thousand of updates, ε, and the latest α. */
  Map<String, Double> metrics(EpsilonGreedy behaviour) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("meanAbsoluteTdError", updates >= WINDOW ? mean : sum / Math.max(1, updates));
    metrics.put("epsilon", behaviour.epsilon());
    metrics.put("stepSize", latestStepSize);
    return metrics;
  }

  @Override
  public void save(StateWriter out) {
    out.put("updates", updates);
    out.put("errors", sum, mean);
    out.put("stepSize", latestStepSize);
  }

  @Override
  public void load(StateReader in) {
    updates = in.getLong("updates");
    double[] errors = new double[2];
    in.get("errors", errors);
    sum = errors[0];
    mean = errors[1];
    latestStepSize = in.getDouble("stepSize");
  }
}
