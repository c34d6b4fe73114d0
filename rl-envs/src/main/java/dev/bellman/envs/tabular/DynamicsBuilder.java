package dev.bellman.envs.tabular;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FiniteMdpBuilder;
import java.util.Arrays;

/**
 * Describes {@link Dynamics} outcome by outcome.
 *
 * <pre>{@code
 * Dynamics slope = Dynamics.builder(2, 1)
 *     .outcome(0, 0, 0.9, -1, 0, false)   // slips back
 *     .outcome(0, 0, 0.1, -1, 1, true)    // gets to the top: the end
 *     .outcome(1, 0, 1, 0, 1, true)
 *     .start(0, 1)
 *     .build();
 * }</pre>
 *
 * <p>The outcomes of a state and action keep the order in which they were added: a generator's
 * number picks the same one always.
 */
public final class DynamicsBuilder {
  private final int states;
  private final int actions;

  /** Has the rules, and all but the states in which episodes terminate. */
  private final FiniteMdpBuilder mdp;

  private int size;
  private int[] row = new int[16];
  private int[] reached = new int[16];

  DynamicsBuilder(int states, int actions) {
    this.mdp = FiniteMdp.builder(states, actions, 1);
    this.states = states;
    this.actions = actions;
  }

  /**
   * Adds a probability of a reward and a next state, in which the episode terminates or goes on.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public DynamicsBuilder outcome(int s, int a, double p, double r, int next, boolean terminated) {
    if (next < 0 || next >= states) {
      throw new IllegalArgumentException(
          "Dynamics: the next state must be in 0 … " + (states - 1) + ", but is " + next);
    }
    if (terminated) {
      mdp.end(s, a, p, r);
    } else {
      mdp.outcome(s, a, p, r, next);
    }
    if (size == row.length) {
      row = Arrays.copyOf(row, 2 * size);
      reached = Arrays.copyOf(reached, 2 * size);
    }
    row[size] = s * actions + a;
    reached[size] = next;
    size++;
    return this;
  }

  /**
   * Adds to p₀; without any, all states are equally likely starts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public DynamicsBuilder start(int s, double p) {
    mdp.start(s, p);
    return this;
  }

  /**
   * The dynamics.
   *
   * @throws IllegalArgumentException if the probabilities of a state and action, or of the start,
   *     do not sum to 1 within 1e-9
   */
  public Dynamics build() {
    FiniteMdp built = mdp.build();
    int[] at = new int[states * actions];
    for (int i = 0; i < at.length; i++) {
      at[i] = built.outcomes().first(i);
    }
    int[] inOrder = new int[size];
    for (int i = 0; i < size; i++) {
      inOrder[at[row[i]]++] = reached[i];
    }
    return new Dynamics(states, built, inOrder);
  }
}
