package dev.bellman.envs.tabular;

/**
 * A bad way with noisy rewards, which a maximum over estimates takes for a good one: example 6.7 of
 * Sutton and Barto, made for double Q-learning.
 *
 * <pre>{@code
 * A: left → B, r = 0;   right → the end, r = 0
 * B: any action → the end, r ~ N(−0.1, 1)
 * }</pre>
 *
 * <p>States are 0 A, 1 B, 2 the end. Every state has ten actions: in A those from 0 to 4 go left
 * and those from 5 to 9 go right, so that who explores with ε = 0.1 goes left in at least 5 % of
 * all cases, as in the book, where A has one action for either.
 *
 * <p>The normal distribution is that of coins, here and in the MDP: with K heads of 100,
 *
 * <pre>{@code
 * r = −0.1 + (K − 50)/5,   K ~ Binomial(100, ½):   E[r] = −0.1, Var[r] = 1
 * }</pre>
 */
public final class MaximizationBias {
  private static final int ACTIONS = 10;
  private static final int COINS = 100;
  private static final double MEAN = -0.1;
  private static final int A = 0;
  private static final int B = 1;
  private static final int END = 2;

  private MaximizationBias() {}

  /** The two states. */
  public static TabularEnvironment of() {
    DynamicsBuilder builder = Dynamics.builder(3, ACTIONS);
    for (int a = 0; a < ACTIONS; a++) {
      boolean left = a < ACTIONS / 2;
      builder.outcome(A, a, 1, 0, left ? B : END, !left);
      double p = Math.scalb(1.0, -COINS);
      for (int heads = 0; heads <= COINS; heads++) {
        double reward = MEAN + (heads - COINS / 2) / (Math.sqrt(COINS) / 2);
        builder.outcome(B, a, p, reward, END, true);
        p = p * (COINS - heads) / (heads + 1);
      }
      builder.outcome(END, a, 1, 0, END, true);
    }
    return new TabularEnvironment(builder.start(A, 1).build(), new Grid(1, 3).picture("ABE"));
  }
}
