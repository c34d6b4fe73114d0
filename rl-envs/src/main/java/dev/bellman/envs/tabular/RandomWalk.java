package dev.bellman.envs.tabular;

/**
 * To the left or to the right with equal probability, until an end is reached.
 *
 * <pre>{@code
 * 5 states:   r = 1 at the right end, else 0:               V = 1/6, 2/6 … 5/6
 * 19 states:  r = −1 at the left end, 1 at the right one:   V = −18/20, −16/20 … 18/20
 * }</pre>
 *
 * <p>Those of examples 6.2 and 7.1 of Sutton and Barto, values without discount. States are
 * numbered from the left: 0 is the left end, then come the n states, and n + 1 is the right end; an
 * episode starts in the middle. There is one action, so there is nothing to learn but the value.
 */
public final class RandomWalk {
  private RandomWalk() {}

  /** The walk of example 6.2, over 5 states. */
  public static TabularEnvironment five() {
    return of(5, 0);
  }

  /** The walk of example 7.1, over 19 states. */
  public static TabularEnvironment nineteen() {
    return of(19, -1);
  }

  private static TabularEnvironment of(int n, double leftEnd) {
    int right = n + 1;
    DynamicsBuilder builder = Dynamics.builder(n + 2, 1);
    builder.outcome(0, 0, 1, 0, 0, true);
    for (int s = 1; s <= n; s++) {
      builder.outcome(s, 0, 0.5, s == 1 ? leftEnd : 0, s - 1, s == 1);
      builder.outcome(s, 0, 0.5, s == n ? 1 : 0, s + 1, s == n);
    }
    builder.outcome(right, 0, 1, 0, right, true);
    String letters = "|" + ".".repeat(n) + "|";
    return new TabularEnvironment(
        builder.start((n + 1) / 2, 1).build(), new Grid(1, n + 2).picture(letters));
  }
}
