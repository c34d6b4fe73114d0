package dev.bellman.core.exact;

/**
 * What may follow on each state and action, in compressed rows: outcome i of row s·A + a has the
 * probability p(r, s′ | s, a), the reward r and the next state s′.
 *
 * <p>Immutable.
 */
public final class Outcomes {
  private final int[] first;
  private final int[] next;
  private final double[] probability;
  private final double[] reward;

  Outcomes(int[] first, int[] next, double[] probability, double[] reward) {
    this.first = first;
    this.next = next;
    this.probability = probability;
    this.reward = reward;
  }

  /**
   * Outcomes that are compressed already. For large MDPs, which {@link FiniteMdpBuilder} would have
   * to copy; the arrays are not copied and must not be written any more.
   *
   * @param first {@code [S·A + 1]}, not decreasing from 0 to the number of outcomes
   * @param next {@code [outcomes]}
   * @param probability {@code [outcomes]}, those of a row sum to 1
   * @param reward {@code [outcomes]}
   * @throws IllegalArgumentException if the lengths do not fit or first decreases; {@link
   *     FiniteMdp#of} checks the rest
   */
  public static Outcomes of(int[] first, int[] next, double[] probability, double[] reward) {
    int size = next.length;
    boolean fits = first.length > 1 && first[0] == 0 && first[first.length - 1] == size;
    if (!fits || probability.length != size || reward.length != size) {
      throw new IllegalArgumentException(
          "Outcomes: first must go from 0 to the length of next, probability and reward, but the"
              + " lengths are "
              + size
              + ", "
              + probability.length
              + ", "
              + reward.length
              + (first.length > 0 ? " and first ends at " + first[first.length - 1] : ""));
    }
    for (int row = 1; row < first.length; row++) {
      if (first[row] < first[row - 1]) {
        throw new IllegalArgumentException(
            "Outcomes: first must not decrease, but goes from "
                + first[row - 1]
                + " to "
                + first[row]
                + " at row "
                + row);
      }
    }
    return new Outcomes(first, next, probability, reward);
  }

  /** The rows: S·A. */
  public int rows() {
    return first.length - 1;
  }

  /** The first outcome of a row; that of the row behind the last is the number of all. */
  public int first(int row) {
    return first[row];
  }

  /** s′ of an outcome. */
  public int next(int outcome) {
    return next[outcome];
  }

  /** The probability of an outcome. */
  public double probability(int outcome) {
    return probability[outcome];
  }

  /** r of an outcome. */
  public double reward(int outcome) {
    return reward[outcome];
  }

  /**
   * The outcome that a uniform number picks, as NumPy's inverse-transform sampling does: the first
   * whose cumulative probability is greater; the last if rounding leaves none.
   *
   * @param uniform in [0, 1)
   */
  public int pick(int row, double uniform) {
    double cumulative = 0;
    int last = first[row + 1] - 1;
    for (int i = first[row]; i < last; i++) {
      cumulative += probability[i];
      if (cumulative > uniform) {
        return i;
      }
    }
    return last;
  }

  /** E[r] of each row. */
  double[] expectedRewards() {
    double[] expected = new double[rows()];
    for (int row = 0; row < expected.length; row++) {
      for (int i = first[row]; i < first[row + 1]; i++) {
        expected[row] += probability[i] * reward[i];
      }
    }
    return expected;
  }

  /** {@code Σ p·V(s′)} over a row, with the bits of a sweep. */
  double expectation(int row, double[] values) {
    double sum = 0;
    for (int i = first[row]; i < first[row + 1]; i++) {
      sum = Math.fma(probability[i], values[next[i]], sum);
    }
    return sum;
  }
}
