package dev.bellman.core.exact;

import dev.bellman.tensor.parallel.Workers;

/**
 * One application of an operator to all states, shared among workers: {@code out = B[in]}.
 *
 * <p>Every other sweep takes the blocks from the last to the first: it begins with the part of the
 * MDP that the sweep before it has left in the cache.
 */
public final class Sweep implements Workers.Task {
  /** Rows of state and action from which on the meeting of workers is worth it. */
  private static final int WORTH_SHARING = 10_000;

  private final BellmanOperator operator;
  private final Workers workers;
  private final double[] changes;
  private final double[] norms;
  private final double[][] scratch;
  private double[] in;
  private double[] out;
  private boolean descending;

  /** Sweeps with this operator; workers share those that are worth it. */
  public Sweep(BellmanOperator operator, Workers workers) {
    this.operator = operator;
    this.workers = workers;
    this.changes = new double[workers.size()];
    this.norms = new double[workers.size()];
    this.scratch = new double[workers.size()][operator.mdp().scratchSize()];
  }

  /** Computes {@code to = B[from]}. */
  public void run(double[] from, double[] to) {
    in = from;
    out = to;
    descending = !descending;
    if (operator.mdp().outcomes().rows() >= WORTH_SHARING) {
      workers.run(this);
    } else {
      for (int part = 0; part < workers.size(); part++) {
        run(part, workers.size());
      }
    }
  }

  /** {@code ‖B[in] − in‖}. */
  public double change() {
    return greatest(changes);
  }

  /** {@code ‖B[in]‖}. */
  public double norm() {
    return greatest(norms);
  }

  private static double greatest(double[] numbers) {
    double max = 0;
    for (double x : numbers) {
      max = Math.max(max, x);
    }
    return max;
  }

  @Override
  public void run(int part, int parts) {
    FiniteMdp mdp = operator.mdp();
    int width = operator.width();
    int first = (int) ((long) mdp.blocks() * part / parts);
    int last = (int) ((long) mdp.blocks() * (part + 1) / parts);
    double change = 0;
    double norm = 0;
    for (int b = first; b < last; b++) {
      int block = descending ? first + last - 1 - b : b;
      operator.apply(block, in, out, scratch[part]);
      for (int i = mdp.firstOf(block) * width; i < mdp.lastOf(block) * width; i++) {
        double difference =
            Math.abs(out[i] - in[i]); // a branch, because Math.max waits for the last
        change = difference > change ? difference : change;
        double size = Math.abs(out[i]);
        norm = size > norm ? size : norm;
      }
    }
    changes[part] = change;
    norms[part] = norm;
  }
}
