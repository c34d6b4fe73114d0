package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Divisible;
import dev.bellman.autograd.op.Region;
import dev.bellman.tensor.kernel.CacheLine;
import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every worker takes its rows of the batch through all steps, some rows at a time, so that what one
 * step computes is in the cache when the next one reads it. Each step reads of the others in its
 * rows alone. What no other phase reads has a place for these few rows only.
 *
 * <p>Sums over the batch, such as gradients of small weights, are taken along: first of each block
 * of rows, then of the blocks in their order. So nobody else need read those rows. The blocks are
 * then the same for any number of workers, and so are the bits.
 */
final class Rows implements Phase, Workers.Task {
  /** Rows that are taken at a time. */
  private static final int BLOCK = 96;

  /** Rows of a block that is summed, about; a batch of half of it is still cut in two. */
  private static final int SUMMED = 128;

  /** Blocks that are summed, at most. */
  private static final int MOST_SUMMED = 16;

  private final List<Step> steps;
  private final Step[] sums;
  private final int workers;
  private final long worth;
  private final float[][] locals;
  private RowsOfStep[][] blocks = {};
  private float[][] partials = {};
  private int laidRows;
  private int parts;
  private int count;

  /**
   * For so many workers.
   *
   * @param rowwise the steps that go row by row
   * @param sums sums over the batch that are taken along
   * @param always whether the rows are shared however little work they are: for tests
   */
  Rows(List<Step> rowwise, List<Step> sums, int workers, boolean always) {
    List<Step> all = new ArrayList<>(rowwise);
    all.addAll(sums);
    this.steps = List.copyOf(all);
    this.sums = sums.toArray(Step[]::new);
    this.workers = workers;
    this.worth = always ? 0 : WORTH_SHARING;
    this.locals = new float[workers][];
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  /** Says when the values that only this phase sees are needed: from which step to which. */
  void setLocalLifetimes() {
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
  }

  /** Gives the values that only this phase sees places for so many rows. */
  private void layLocals(int rows) {
    if (rows > laidRows) {
      laidRows = rows;
      List<Value> mine = steps.stream().map(Step::out).filter(v -> v.local).toList();
      int size = Arena.lay(mine, v -> v.extent().size(rows));
      for (int w = 0; w < workers; w++) {
        locals[w] = new float[size];
      }
    }
  }

  @Override
  public void prepare(int rows) {
    parts = work() >= worth ? workers : 1;
    if (sums.length == 0) {
      count = (rows + BLOCK * parts - 1) / (BLOCK * parts) * parts;
    } else {
      count = rows < SUMMED / 2 ? 1 : Math.clamp(rows / SUMMED, 2, MOST_SUMMED);
      parts = Math.min(parts, count);
    }
    int most = 0;
    for (int b = 0; b < count; b++) {
      most = Math.max(most, Divisible.cut(rows, b + 1, count) - Divisible.cut(rows, b, count));
    }
    layLocals(most);
    for (int w = 0; w < parts; w++) {
      for (int b = firstOf(w, parts); b < firstOf(w + 1, parts); b++) {
        RowsOfStep[] block = block(b);
        for (RowsOfStep piece : block) {
          piece.move(
              Divisible.cut(rows, b, count), Divisible.cut(rows, b + 1, count), w, locals[w]);
        }
        layPartials(b, block);
      }
    }
  }

  private int firstOf(int part, int ofParts) {
    return count * part / ofParts;
  }

  private long work() {
    long flop = 0;
    for (int i = 0; i < steps.size(); i++) {
      flop += steps.get(i).flop();
    }
    return flop;
  }

  private RowsOfStep[] block(int b) {
    if (b == blocks.length) {
      blocks = Arrays.copyOf(blocks, b + 1);
      blocks[b] = steps.stream().map(RowsOfStep::new).toArray(RowsOfStep[]::new);
      partials = Arrays.copyOf(partials, b + 1);
      int size = CacheLine.FIRST;
      for (Step sum : sums) {
        size += CacheLine.whole(sum.out().region.size());
      }
      partials[b] = new float[size];
    }
    return blocks[b];
  }

  /** A sum of one block is the sum itself; of several, each has a place of its own. */
  private void layPartials(int b, RowsOfStep[] block) {
    int at = CacheLine.FIRST;
    for (int i = 0; i < sums.length; i++) {
      Region whole = sums[i].out().region;
      Region sum = block[steps.size() - sums.length + i].out();
      sum.resize(whole.rows());
      if (count == 1) {
        sum.place(whole.array(), whole.at());
      } else {
        sum.place(partials[b], at);
      }
      at += CacheLine.whole(whole.size());
    }
  }

  @Override
  public void run(Workers all) {
    if (parts > 1) {
      all.run(this);
    } else {
      run(0, 1);
    }
    addPartials();
  }

  @Override
  public void run(int part, int ofParts) {
    if (part < parts) {
      int to = firstOf(part + 1, parts);
      for (int b = firstOf(part, parts); b < to; b++) {
        for (RowsOfStep piece : blocks[b]) {
          piece.run();
        }
      }
    }
  }

  private void addPartials() {
    if (count == 1) {
      return;
    }
    for (int i = 0; i < sums.length; i++) {
      int at = steps.size() - sums.length + i;
      Region out = sums[i].out().region;
      Region sum = blocks[0][at].out();
      for (int b = 1; b < count; b++) {
        Region next = blocks[b][at].out();
        Kernels.active()
            .add(out.size(), sum.array(), sum.at(), next.array(), next.at(), out.array(), out.at());
        sum = out;
      }
    }
  }

  @Override
  public void runTimed(long[] nanoseconds, int at) {
    Arrays.fill(nanoseconds, at, at + steps.size(), 0);
    for (int b = 0; b < count; b++) {
      for (int i = 0; i < steps.size(); i++) {
        long start = System.nanoTime();
        blocks[b][i].run();
        nanoseconds[at + i] += System.nanoTime() - start;
      }
    }
    addPartials();
  }
}
