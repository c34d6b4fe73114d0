package dev.bellman.autograd.plan;

import dev.bellman.tensor.parallel.Workers;
import java.util.List;

/** Every worker does all steps on its rows; each step reads of the others in its rows alone. */
final class Rows implements Phase, Workers.Task {
  private final List<Step> steps;
  private final Step[] whole;
  private final RowsOfStep[][] shares;
  private final long worth;
  private boolean shared;

  /**
   * For so many workers.
   *
   * @param always whether the rows are shared however little work they are: for tests
   */
  Rows(List<Step> steps, int workers, boolean always) {
    this.steps = List.copyOf(steps);
    this.whole = steps.toArray(Step[]::new);
    this.worth = always ? 0 : WORTH_SHARING;
    this.shares = new RowsOfStep[workers][];
    for (int w = 0; w < workers; w++) {
      int part = w;
      shares[w] =
          steps.stream().map(s -> new RowsOfStep(s, part, workers)).toArray(RowsOfStep[]::new);
    }
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  @Override
  public void prepare(int rows) {
    shared = steps.stream().mapToLong(Step::flop).sum() >= worth;
    for (RowsOfStep[] share : shares) {
      for (RowsOfStep piece : share) {
        piece.prepare(rows);
      }
    }
  }

  @Override
  public void run(Workers workers) {
    if (shared) {
      workers.run(this);
    } else {
      for (Step step : whole) {
        step.run();
      }
    }
  }

  @Override
  public void run(int part, int parts) {
    for (RowsOfStep piece : shares[part]) {
      piece.run();
    }
  }
}
