package dev.bellman.core.exact;

import java.util.ArrayList;
import java.util.List;

/**
 * An MDP estimated from samples: the maximum-likelihood p(r, s′ | s, a), which is how often each
 * outcome was seen.
 *
 * <pre>{@code
 * p̂(r, s′ | s, a) = N(s, a, r, s′) / N(s, a)
 * }</pre>
 */
public final class TransitionCounts {
  private final int states;
  private final int actions;
  private final List<List<Outcome>> rows = new ArrayList<>();
  private final int[] visits;

  private static final class Outcome {
    final double reward;
    final int next;
    final boolean terminated;
    int count;

    Outcome(double reward, int next, boolean terminated) {
      this.reward = reward;
      this.next = next;
      this.terminated = terminated;
    }
  }

  /**
   * Nothing seen yet.
   *
   * @throws IllegalArgumentException if a count is less than 1
   */
  public TransitionCounts(int states, int actions) {
    FiniteMdp.builder(states, actions, 1); // has the rules
    this.states = states;
    this.actions = actions;
    this.visits = new int[states * actions];
    for (int i = 0; i < states * actions; i++) {
      rows.add(new ArrayList<>(1));
    }
  }

  /**
   * Adds a transition; after one that terminated, the next state does not count.
   *
   * @throws IllegalArgumentException if a state, the action or the reward is out of range
   */
  public void add(int s, int a, double reward, int next, boolean terminated) {
    Numbered.require("TransitionCounts", "state", s, states);
    Numbered.require("TransitionCounts", "action", a, actions);
    if (!terminated) {
      Numbered.require("TransitionCounts", "next state", next, states);
    }
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException(
          "TransitionCounts: in state " + s + ", action " + a + " has the reward " + reward);
    }
    int row = s * actions + a;
    visits[row]++;
    for (Outcome known : rows.get(row)) {
      if (known.reward == reward
          && known.terminated == terminated
          && (terminated || known.next == next)) {
        known.count++;
        return;
      }
    }
    Outcome fresh = new Outcome(reward, next, terminated);
    fresh.count = 1;
    rows.get(row).add(fresh);
  }

  /** How often an action was taken in a state: N(s, a). */
  public int visits(int s, int a) {
    return visits[s * actions + a];
  }

  /**
   * The estimated MDP; what was never tried leads nowhere: it stays in its state with reward 0.
   *
   * @throws IllegalArgumentException if γ is not in (0, 1]
   */
  public FiniteMdp mdp(double gamma) {
    FiniteMdpBuilder builder = FiniteMdp.builder(states, actions, gamma);
    for (int row = 0; row < rows.size(); row++) {
      int s = row / actions;
      int a = row % actions;
      if (visits[row] == 0) {
        builder.outcome(s, a, 1, 0, s);
      }
      for (Outcome o : rows.get(row)) {
        double p = (double) o.count / visits[row];
        if (o.terminated) {
          builder.end(s, a, p, o.reward);
        } else {
          builder.outcome(s, a, p, o.reward, o.next);
        }
      }
    }
    return builder.build();
  }
}
