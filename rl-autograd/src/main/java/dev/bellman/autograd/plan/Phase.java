package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.MatMul;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Steps between two meetings of the workers: either all of them work through all steps, each on its
 * rows of the batch, or each has pieces of its own, or the caller does all alone.
 */
final class Phase implements Workers.Task {
  /**
   * Work that is worth a meeting, in floating-point operations: some 100 µs. Much less is no gain
   * while a program warms up, when the compiler needs the other core.
   */
  private static final long WORTH_SHARING = 8_000_000;

  /** Products with fewer rows are left whole. */
  private static final int DIVISIBLE_ROWS = 24;

  private final List<Step> steps;
  private final Piece[] whole;
  private final Piece[][] shares;
  private final long worth;
  private boolean shared;

  private Phase(List<Step> steps, Piece[][] shares, long worth) {
    this.steps = List.copyOf(steps);
    this.whole = steps.toArray(Piece[]::new);
    this.shares = shares;
    this.worth = worth;
  }

  /** The caller does all, one after the other. */
  static Phase alone(List<Step> steps) {
    return new Phase(steps, null, Long.MAX_VALUE);
  }

  /** Every worker does all steps on its rows; each step reads of the others in its rows alone. */
  static Phase byRows(List<Step> steps, int workers, boolean always) {
    Piece[][] shares = new Piece[workers][];
    for (int w = 0; w < workers; w++) {
      int part = w;
      shares[w] = steps.stream().map(s -> new RowsOfStep(s, part, workers)).toArray(Piece[]::new);
    }
    return new Phase(steps, shares, always ? 0 : WORTH_SHARING);
  }

  /** Every worker has pieces of its own; no step reads what another computes. */
  static Phase bySteps(List<Step> steps, int workers, boolean always) {
    List<List<Piece>> shares = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      shares.add(new ArrayList<>());
    }
    long[] load = new long[workers];
    for (Step step :
        steps.stream().sorted(Comparator.comparingLong(Step::flop).reversed()).toList()) {
      if (step.op() instanceof MatMul product && step.out().extent().rows() >= DIVISIBLE_ROWS) {
        for (int w = 0; w < workers; w++) {
          shares.get(w).add(new RowsOfProduct(step, product, w, workers));
        }
      } else {
        int least = 0;
        for (int w = 1; w < workers; w++) {
          least = load[w] < load[least] ? w : least;
        }
        shares.get(least).add(step);
        load[least] += step.flop();
      }
    }
    Piece[][] pieces = shares.stream().map(s -> s.toArray(Piece[]::new)).toArray(Piece[][]::new);
    return new Phase(steps, pieces, always ? 0 : WORTH_SHARING);
  }

  List<Step> steps() {
    return steps;
  }

  /** Cuts for runs with this many rows. */
  void prepare(int rows) {
    if (shares == null) {
      return;
    }
    shared = steps.stream().mapToLong(Step::flop).sum() >= worth;
    for (Piece[] share : shares) {
      for (Piece piece : share) {
        piece.prepare(rows);
      }
    }
  }

  void run(Workers workers) {
    if (shared) {
      workers.run(this);
    } else {
      runAll(whole);
    }
  }

  @Override
  public void run(int part, int parts) {
    runAll(shares[part]);
  }

  private static void runAll(Piece[] pieces) {
    for (Piece piece : pieces) {
      piece.run();
    }
  }
}
