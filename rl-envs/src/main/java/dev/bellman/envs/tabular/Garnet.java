package dev.bellman.envs.tabular;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.Outcomes;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.util.Arrays;

/**
 * MDPs drawn at random: "generic average-reward non-stationary environment test bench".
 *
 * <pre>{@code
 * each (s, a):  b different next states, all equally likely to be among them;
 *               their probabilities are the gaps between 0, b − 1 uniform numbers and 1;
 *               r(s, a) uniform in [0, 1)
 * }</pre>
 *
 * <p>Nothing terminates, and all states are equally likely starts. One seed gives one MDP.
 *
 * <p>T. Archibald, K. McKinnon and L. Thomas, "On the Generation of Markov Decision Processes"
 * (1995).
 */
public final class Garnet {
  private Garnet() {}

  /**
   * An environment of such an MDP.
   *
   * @throws IllegalArgumentException as {@link #mdp} does
   */
  public static TabularEnvironment of(int states, int actions, int branching, long seed) {
    FiniteMdp mdp = mdp(states, actions, branching, 1, seed);
    int[] reached = new int[states * actions * branching];
    Arrays.setAll(reached, mdp.outcomes()::next);
    return new TabularEnvironment(new Dynamics(states, mdp, reached));
  }

  /**
   * Such an MDP, of any size that memory holds: 20 bytes an outcome.
   *
   * @param branching b: next states of each state and action
   * @param gamma γ in (0, 1]
   * @throws IllegalArgumentException if a count is less than 1, b is more than there are states,
   *     there are more than 2³¹ − 1 outcomes, or γ is not in (0, 1]
   */
  public static FiniteMdp mdp(int states, int actions, int branching, double gamma, long seed) {
    if (states < 1 || actions < 1 || branching < 1 || branching > states) {
      throw new IllegalArgumentException(
          "Garnet: states, actions and branching must be ≥ 1 and branching at most states, but are "
              + states
              + ", "
              + actions
              + ", "
              + branching);
    }
    if ((double) states * actions * branching > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Garnet: states, actions and branching make more than 2147483639 outcomes: "
              + states
              + ", "
              + actions
              + ", "
              + branching);
    }
    int rows = states * actions;
    int[] first = new int[rows + 1];
    int[] next = new int[rows * branching];
    double[] probability = new double[rows * branching];
    double[] reward = new double[rows * branching];
    Pcg64 random = Seeds.of(seed).stream("garnet");
    for (int row = 0; row < rows; row++) {
      int from = row * branching;
      first[row + 1] = from + branching;
      drawSubset(random, states, next, from, branching);
      drawGaps(random, probability, from, branching);
      Arrays.fill(reward, from, from + branching, random.random());
    }
    double[] start = new double[states];
    Arrays.fill(start, 1.0 / states);
    return FiniteMdp.of(
        states, actions, gamma, start, Outcomes.of(first, next, probability, reward));
  }

  /** Robert Floyd's way to draw a subset of 0 … n − 1: one number for each of its elements. */
  private static void drawSubset(Pcg64 random, int n, int[] out, int from, int size) {
    for (int i = 0; i < size; i++) {
      int newest = n - size + i;
      int drawn = random.integers(newest + 1);
      out[from + i] = holds(out, from, i, drawn) ? newest : drawn;
    }
  }

  private static boolean holds(int[] drawn, int from, int size, int wanted) {
    for (int i = from; i < from + size; i++) {
      if (drawn[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  private static void drawGaps(Pcg64 random, double[] out, int from, int size) {
    int last = from + size - 1;
    for (int i = from; i < last; i++) {
      out[i] = random.random();
    }
    Arrays.sort(out, from, last);
    double above = 1;
    for (int i = last; i > from; i--) {
      out[i] = above - out[i - 1];
      above = out[i - 1];
    }
    out[from] = above;
  }
}
