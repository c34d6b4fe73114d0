package dev.bellman.algorithms.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import java.util.Arrays;

/** The steps of the running episode, in order; it grows to the longest and stays so. */
final class Episode implements Stateful {
  private static final int NEVER = -1;

  private int length;
  private int[] cells = new int[64];
  private double[] rewards = new double[64];
  private double[] probabilities = new double[64];

  /** When each pair was first visited in this episode. */
  private final int[] firstVisits;

  /** No step yet, in a table of so many pairs. */
  Episode(int pairs) {
    firstVisits = new int[pairs];
    Arrays.fill(firstVisits, NEVER);
  }

  /**
   * Adds a step.
   *
   * @param cell s·A + a
   * @param probability b(a|s)
   */
  void add(int cell, double reward, double probability) {
    if (length == cells.length) {
      grow(2 * length);
    }
    cells[length] = cell;
    rewards[length] = reward;
    probabilities[length] = probability;
    if (firstVisits[cell] == NEVER) {
      firstVisits[cell] = length;
    }
    length++;
  }

  private void grow(int capacity) {
    cells = Arrays.copyOf(cells, capacity);
    rewards = Arrays.copyOf(rewards, capacity);
    probabilities = Arrays.copyOf(probabilities, capacity);
  }

  /** Starts the next episode. */
  void clear() {
    for (int t = 0; t < length; t++) {
      firstVisits[cells[t]] = NEVER;
    }
    length = 0;
  }

  /** Steps so far. */
  int length() {
    return length;
  }

  /** s·A + a of a step. */
  int cell(int t) {
    return cells[t];
  }

  /** r of a step. */
  double reward(int t) {
    return rewards[t];
  }

  /** b(a|s) of a step. */
  double probability(int t) {
    return probabilities[t];
  }

  /** Whether the step's pair had not been visited before. */
  boolean isFirstVisit(int t) {
    return firstVisits[cells[t]] == t;
  }

  @Override
  public void save(StateWriter out) {
    out.put("cells", Arrays.stream(cells, 0, length).asLongStream().toArray());
    out.put("rewards", Arrays.copyOf(rewards, length));
    out.put("probabilities", Arrays.copyOf(probabilities, length));
  }

  @Override
  public void load(StateReader in) {
    clear();
    long[] savedCells = new long[in.length("cells")];
    double[] savedRewards = new double[savedCells.length];
    double[] savedProbabilities = new double[savedCells.length];
    in.get("cells", savedCells);
    in.get("rewards", savedRewards);
    in.get("probabilities", savedProbabilities);
    for (int t = 0; t < savedCells.length; t++) {
      add((int) savedCells[t], savedRewards[t], savedProbabilities[t]);
    }
  }
}
