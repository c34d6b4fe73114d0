package dev.bellman.envs.tabular;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.Outcomes;
import dev.bellman.core.exact.TransitionTable;

/**
 * What can happen in a world of finitely many states and actions, and where an episode begins.
 *
 * <pre>{@code
 * p(r, s′, terminated | s, a),   p₀(s)
 * }</pre>
 *
 * <p>In distinction to a {@link FiniteMdp}, the state in which an episode terminates is known: it
 * is the last one that is observed. Built by {@link #builder}. Immutable.
 */
public final class Dynamics implements TransitionTable {
  private final int states;
  private final FiniteMdp mdp;
  private final Outcomes outcomes;
  private final int[] reached;
  private final double[] startsUpTo;
  private final int lastStart;

  /**
   * An MDP and the state that each of its outcomes reaches.
   *
   * @param states without the absorbing one behind them, if outcomes lead there
   */
  Dynamics(int states, FiniteMdp mdp, int[] reached) {
    this.states = states;
    this.mdp = mdp;
    this.outcomes = mdp.outcomes();
    this.reached = reached;
    startsUpTo = new double[states];
    double sum = 0;
    int last = 0;
    for (int s = 0; s < states; s++) {
      sum += mdp.start(s);
      startsUpTo[s] = sum;
      last = mdp.start(s) > 0 ? s : last;
    }
    lastStart = last;
  }

  /**
   * Starts the description of dynamics.
   *
   * @throws IllegalArgumentException if a count is less than 1
   */
  public static DynamicsBuilder builder(int states, int actions) {
    return new DynamicsBuilder(states, actions);
  }

  /** How many states there are, those included in which episodes terminate. */
  public int states() {
    return states;
  }

  /** How many actions there are. */
  public int actions() {
    return mdp.actions();
  }

  /**
   * The MDP with this discount: the same states, and behind them an absorbing one to which every
   * outcome leads that terminates.
   */
  @Override
  public FiniteMdp mdp(double gamma) {
    return mdp.withGamma(gamma);
  }

  /** The first state whose cumulative p₀ is greater than a number in [0, 1). */
  int start(double uniform) {
    int from = 0;
    int to = lastStart;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (startsUpTo[middle] > uniform) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  /** The first outcome whose cumulative probability is greater than a number in [0, 1). */
  int outcome(int state, int action, double uniform) {
    return outcomes.pick(state * mdp.actions() + action, uniform);
  }

  /** s′ of an outcome. */
  int reached(int outcome) {
    return reached[outcome];
  }

  /** r of an outcome. */
  double reward(int outcome) {
    return outcomes.reward(outcome);
  }

  /** Whether an outcome ends the episode. */
  boolean terminated(int outcome) {
    return outcomes.next(outcome) == states;
  }

  @Override
  public String toString() {
    return "Dynamics(" + states + " states, " + mdp.actions() + " actions)";
  }
}
