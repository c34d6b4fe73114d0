package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Divisible;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Every worker takes its rows of the batch through all steps, some rows at a time, so that what one
 * step computes is in the cache when the next one reads it. Each step reads of the others in its
 * rows alone. What no other phase reads has a place for these few rows only.
 */
final class Rows implements Phase, Workers.Task {
  /** Rows that are taken at a time. */
  private static final int BLOCK = 96;

  private final List<Step> steps;
  private final int workers;
  private final long worth;
  private final float[][] locals;
  private RowsOfStep[][][] pieces; // of each worker, of each block, of each step
  private int parts;
  private int rows;

  /**
   * For so many workers.
   *
   * @param always whether the rows are shared however little work they are: for tests
   */
  Rows(List<Step> steps, int workers, boolean always) {
    this.steps = List.copyOf(steps);
    this.workers = workers;
    this.worth = always ? 0 : WORTH_SHARING;
    this.locals = new float[workers][];
    this.pieces = new RowsOfStep[workers][0][];
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  /** Gives the values that only this phase sees their places. */
  void layLocals() {
    for (int i = 0; i < steps.size(); i++) {
      Value out = steps.get(i).out();
      if (out.local) {
        out.first = i;
        out.last = i;
      }
      for (Value input : steps.get(i).inputs()) {
        if (input.local) {
          input.last = i;
        }
      }
    }
    List<Value> mine = steps.stream().map(Step::out).filter(v -> v.local).toList();
    int size = Arena.lay(mine, v -> v.extent().size(BLOCK));
    for (int w = 0; w < workers; w++) {
      locals[w] = new float[size];
    }
  }

  @Override
  public void prepare(int newRows) {
    rows = newRows;
    parts = work() >= worth ? workers : 1;
    for (int w = 0; w < parts; w++) {
      int first = Divisible.cut(rows, w, parts);
      int last = Divisible.cut(rows, w + 1, parts);
      for (int block = 0; first + block * BLOCK < last; block++) {
        int from = first + block * BLOCK;
        int to = Math.min(from + BLOCK, last);
        for (RowsOfStep piece : piecesOf(w, block)) {
          piece.move(from, to, locals[w]);
        }
      }
    }
  }

  private long work() {
    long flop = 0;
    for (int i = 0; i < steps.size(); i++) {
      flop += steps.get(i).flop();
    }
    return flop;
  }

  private RowsOfStep[] piecesOf(int worker, int block) {
    if (block == pieces[worker].length) {
      pieces[worker] = Arrays.copyOf(pieces[worker], block + 1);
      pieces[worker][block] = steps.stream().map(RowsOfStep::new).toArray(RowsOfStep[]::new);
    }
    return pieces[worker][block];
  }

  @Override
  public void run(Workers all) {
    if (parts > 1) {
      all.run(this);
    } else {
      run(0, 1);
    }
  }

  @Override
  public void run(int part, int ofParts) {
    int count = Divisible.cut(rows, part + 1, ofParts) - Divisible.cut(rows, part, ofParts);
    for (int block = 0; block * BLOCK < count; block++) {
      for (RowsOfStep piece : pieces[part][block]) {
        piece.run();
      }
    }
  }

  @Override
  public void runTimed(long[] nanoseconds, int at) {
    Arrays.fill(nanoseconds, at, at + steps.size(), 0);
    for (int w = 0; w < parts; w++) {
      int count = Divisible.cut(rows, w + 1, parts) - Divisible.cut(rows, w, parts);
      for (int block = 0; block * BLOCK < count; block++) {
        for (int i = 0; i < steps.size(); i++) {
          long start = System.nanoTime();
          pieces[w][block][i].run();
          nanoseconds[at + i] += System.nanoTime() - start;
        }
      }
    }
  }
}
