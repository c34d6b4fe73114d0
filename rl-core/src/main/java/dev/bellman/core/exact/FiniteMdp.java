package dev.bellman.core.exact;

import java.util.function.IntToDoubleFunction;

/**
 * A Markov decision process with finitely many states and actions and known dynamics.
 *
 * <pre>{@code
 * p(r, s′ | s, a),   γ ∈ (0, 1],   p₀(s)
 * }</pre>
 *
 * <p>States and actions are numbered from 0. Every action can be taken in every state. Where an
 * episode ends there is an absorbing state: its actions lead back to it with reward 0. Built by
 * {@link #builder}, from an environment that has a {@link TransitionTable}, or from samples by
 * {@link TransitionCounts}. Immutable.
 */
public final class FiniteMdp {
  /** States that operators take at a time. */
  static final int BLOCK = 512;

  private final int states;
  private final int actions;
  private final double gamma;
  private final double[] start;
  private final Outcomes outcomes;
  private final double[] rewards;
  private final boolean[] absorbing;
  private Slices slices;

  FiniteMdp(int states, int actions, double gamma, double[] start, Outcomes outcomes) {
    this.states = states;
    this.actions = actions;
    this.gamma = gamma;
    this.start = start;
    this.outcomes = outcomes;
    this.rewards = outcomes.expectedRewards();
    this.absorbing = new boolean[states];
    for (int s = 0; s < states; s++) {
      absorbing[s] = leadsNowhere(s);
    }
  }

  /**
   * Starts the description of an MDP.
   *
   * @throws IllegalArgumentException if a count is less than 1 or γ is not in (0, 1]
   */
  public static FiniteMdpBuilder builder(int states, int actions, double gamma) {
    return new FiniteMdpBuilder(states, actions, gamma);
  }

  /**
   * An MDP whose outcomes are compressed already: for a million states, where a builder is slow.
   *
   * @param start p₀, {@code [S]}; not copied and not to be written any more
   * @param outcomes of S·A rows
   * @throws IllegalArgumentException if a length does not fit, a number is out of range, or
   *     probabilities do not sum to 1 within 1e-9
   */
  public static FiniteMdp of(
      int states, int actions, double gamma, double[] start, Outcomes outcomes) {
    FiniteMdpBuilder builder = builder(states, actions, gamma);
    if (start.length != states || outcomes.rows() != states * actions) {
      throw new IllegalArgumentException(
          "FiniteMdp: "
              + states
              + " states and "
              + actions
              + " actions need as many starts and "
              + states * actions
              + " rows of outcomes, but there are "
              + start.length
              + " and "
              + outcomes.rows());
    }
    builder.requireStart(start);
    builder.requireOutcomes(outcomes);
    return new FiniteMdp(states, actions, gamma, start, outcomes);
  }

  /** The number of states, absorbing ones included: S. */
  public int states() {
    return states;
  }

  /** The number of actions: A. */
  public int actions() {
    return actions;
  }

  /** The discount γ. */
  public double gamma() {
    return gamma;
  }

  /** The same MDP with another discount. */
  public FiniteMdp withGamma(double other) {
    FiniteMdpBuilder.requireDiscount(other);
    return new FiniteMdp(states, actions, other, start, outcomes);
  }

  /** p₀(s). */
  public double start(int state) {
    return start[state];
  }

  /** Σ p₀(s)·V(s): the value of a start. */
  public double startValue(double[] values) {
    double sum = 0;
    for (int s = 0; s < states; s++) {
      sum += start[s] * values[s];
    }
    return sum;
  }

  /** r(s, a) = E[r | s, a]. */
  public double reward(int state, int action) {
    return rewards[state * actions + action];
  }

  /** Whether every action leads back to this state for sure and with reward 0. */
  public boolean isAbsorbing(int state) {
    return absorbing[state];
  }

  private boolean leadsNowhere(int state) {
    for (int row = state * actions; row < (state + 1) * actions; row++) {
      for (int i = outcomes.first(row); i < outcomes.first(row + 1); i++) {
        if (outcomes.next(i) != state || outcomes.reward(i) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** p(r, s′ | s, a) of all states and actions; the outcomes of (s, a) are row s·A + a. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /** {@code E[r + γ·V(s′) | s, a]}: what looking one step ahead says of an action. */
  public double backup(int state, int action, double[] v) {
    int row = state * actions + action;
    return rewards[row] + gamma * outcomes.expectation(row, v);
  }

  /** The blocks of states that operators take one by one; the last may be smaller. */
  public int blocks() {
    return (states + BLOCK - 1) / BLOCK;
  }

  /** The first state of a block. */
  public int firstOf(int block) {
    return block * BLOCK;
  }

  /** The state behind the last of a block. */
  public int lastOf(int block) {
    return Math.min((block + 1) * BLOCK, states);
  }

  /** The numbers that an operator needs to work on a block, an array for each thread. */
  public int scratchSize() {
    return actions * BLOCK;
  }

  /** For sweeps; made when the first is asked for. */
  synchronized Slices slices() {
    if (slices == null) {
      slices = new Slices(this);
    }
    return slices;
  }

  /** {@code out(s, a) = E[r + γ·V(s′) | s, a]} for some states, V computed where it is needed. */
  void backupActions(IntToDoubleFunction v, double[] out, int from, int to) {
    for (int row = from * actions; row < to * actions; row++) {
      double sum = 0;
      for (int i = outcomes.first(row); i < outcomes.first(row + 1); i++) {
        sum += outcomes.probability(i) * v.applyAsDouble(outcomes.next(i));
      }
      out[row] = rewards[row] + gamma * sum;
    }
  }

  /** Values 0 for all states. */
  public double[] zeroValues() {
    return new double[states];
  }

  /** Values 0 for all states and actions; (s, a) is element s·A + a. */
  public double[] zeroActionValues() {
    return new double[states * actions];
  }

  @Override
  public String toString() {
    return "FiniteMdp(" + states + " states, " + actions + " actions, gamma " + gamma + ")";
  }
}
