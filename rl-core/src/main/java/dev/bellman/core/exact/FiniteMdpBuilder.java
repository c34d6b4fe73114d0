package dev.bellman.core.exact;

import java.util.Arrays;

/**
 * Describes a {@link FiniteMdp} outcome by outcome.
 *
 * <pre>{@code
 * FiniteMdp coin = FiniteMdp.builder(1, 1, 0.9)
 *     .outcome(0, 0, 0.5, 1, 0)   // heads: reward 1, and again
 *     .end(0, 0, 0.5, 0)          // tails: the end
 *     .build();
 * }</pre>
 */
public final class FiniteMdpBuilder {
  private static final double SUM_TOLERANCE = 1e-9;

  private final int states;
  private final int actions;
  private final double gamma;
  private final double[] start;
  private int size;
  private int[] row = new int[16];
  private int[] next = new int[16];
  private double[] probability = new double[16];
  private double[] reward = new double[16];
  private boolean ends;
  private boolean started;

  FiniteMdpBuilder(int states, int actions, double gamma) {
    if (states < 1 || actions < 1 || (long) (states + 1) * actions > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "FiniteMdp: states and actions must be ≥ 1 and make at most 2147483647 pairs, but are "
              + states
              + ", "
              + actions);
    }
    requireDiscount(gamma);
    this.states = states;
    this.actions = actions;
    this.gamma = gamma;
    this.start = new double[states + 1];
  }

  static void requireDiscount(double gamma) {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("FiniteMdp: gamma must be in (0, 1], but is " + gamma);
    }
  }

  /**
   * Adds a probability of a reward and a next state.
   *
   * @throws IllegalArgumentException if a number is out of range; it names state and action
   */
  public FiniteMdpBuilder outcome(int s, int a, double p, double r, int nextState) {
    Numbered.require("FiniteMdp", "next state", nextState, states);
    add(s, a, p, r, nextState);
    return this;
  }

  /**
   * Adds a probability of a reward and the end of the episode: the next state is an absorbing one,
   * which is numbered behind the others.
   *
   * @throws IllegalArgumentException if a number is out of range; it names state and action
   */
  public FiniteMdpBuilder end(int s, int a, double p, double r) {
    ends = true;
    add(s, a, p, r, states);
    return this;
  }

  /**
   * Adds to p₀; without any, all states are equally likely starts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public FiniteMdpBuilder start(int s, double p) {
    Numbered.require("FiniteMdp", "start", s, states);
    requireStart(s, p);
    start[s] += p;
    started = true;
    return this;
  }

  private static void requireStart(int s, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "FiniteMdp: the probability of the start " + s + " must be in [0, 1], but is " + p);
    }
  }

  private void add(int s, int a, double p, double r, int nextState) {
    Numbered.require("FiniteMdp", "state", s, states);
    Numbered.require("FiniteMdp", "action", a, actions);
    requireOutcome(s, a, p, r);
    if (size == row.length) {
      int more = size + (size >> 1);
      row = Arrays.copyOf(row, more);
      next = Arrays.copyOf(next, more);
      probability = Arrays.copyOf(probability, more);
      reward = Arrays.copyOf(reward, more);
    }
    row[size] = s * actions + a;
    next[size] = nextState;
    probability[size] = p;
    reward[size] = r;
    size++;
  }

  private static void requireOutcome(int s, int a, double p, double r) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(at(s, a) + "a probability must be in [0, 1], but is " + p);
    }
    if (!Double.isFinite(r)) {
      throw new IllegalArgumentException(at(s, a) + "a reward must be finite, but is " + r);
    }
  }

  /** Holds outcomes that somebody else has compressed to the rules. */
  void requireOutcomes(Outcomes outcomes) {
    for (int i = 0; i < states * actions; i++) {
      double sum = 0;
      for (int k = outcomes.first(i); k < outcomes.first(i + 1); k++) {
        requireOutcome(i / actions, i % actions, outcomes.probability(k), outcomes.reward(k));
        Numbered.require("FiniteMdp", "next state", outcomes.next(k), states);
        sum += outcomes.probability(k);
      }
      requireSum(i, sum);
    }
  }

  private static String at(int s, int a) {
    return "FiniteMdp: in state " + s + " with action " + a + ", ";
  }

  /**
   * The MDP.
   *
   * @throws IllegalArgumentException if the probabilities of a state and action, or of the start,
   *     do not sum to 1 within 1e-9
   */
  public FiniteMdp build() {
    int all = ends ? states + 1 : states;
    int described = states * actions;
    int loops = ends ? actions : 0;
    int[] first = new int[all * actions + 1];
    for (int i = 0; i < size; i++) {
      first[row[i] + 1]++;
    }
    for (int i = described; i < described + loops; i++) {
      first[i + 1] = 1;
    }
    for (int i = 0; i < all * actions; i++) {
      first[i + 1] += first[i];
    }
    int[] at = first.clone();
    int[] nexts = new int[size + loops];
    double[] probabilities = new double[size + loops];
    double[] rewards = new double[size + loops];
    for (int i = 0; i < size; i++) {
      int to = at[row[i]]++;
      nexts[to] = next[i];
      probabilities[to] = probability[i];
      rewards[to] = reward[i];
    }
    for (int a = 0; a < loops; a++) {
      nexts[size + a] = states;
      probabilities[size + a] = 1;
    }
    requireSums(first, probabilities);
    Outcomes outcomes = new Outcomes(first, nexts, probabilities, rewards);
    return new FiniteMdp(all, actions, gamma, startDistribution(all), outcomes);
  }

  private void requireSums(int[] first, double[] probabilities) {
    for (int i = 0; i < states * actions; i++) {
      double sum = 0;
      for (int k = first[i]; k < first[i + 1]; k++) {
        sum += probabilities[k];
      }
      requireSum(i, sum);
    }
  }

  private void requireSum(int row, double sum) {
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          at(row / actions, row % actions) + "the probabilities must sum to 1, but sum to " + sum);
    }
  }

  private double[] startDistribution(int all) {
    double[] distribution = Arrays.copyOf(start, all);
    if (!started) {
      Arrays.fill(distribution, 0, states, 1.0 / states);
      return distribution;
    }
    requireStart(distribution);
    return distribution;
  }

  void requireStart(double[] distribution) {
    double sum = 0;
    for (int s = 0; s < distribution.length; s++) {
      requireStart(s, distribution[s]);
      sum += distribution[s];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "FiniteMdp: the probabilities of the start must sum to 1, but sum to " + sum);
    }
  }
}
