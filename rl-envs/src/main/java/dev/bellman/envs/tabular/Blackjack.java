package dev.bellman.envs.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.TransitionTable;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.MultiDiscrete;

/**
 * Twenty-one against a dealer with an infinite deck: Gymnasium's Blackjack-v1, and example 5.1 of
 * Sutton and Barto.
 *
 * <pre>{@code
 * r = 1, 0, −1 for a hand that is better than the dealer's, equal, worse or above 21
 * }</pre>
 *
 * <p>Actions are 0 stick and 1 hit. The observation is (the player's total 0 … 31, the dealer's
 * upper card 1 … 10, 1 if the player has an ace that counts 11). The dealer draws below 17. An
 * observation of 21 with an ace does not say whether it is a natural (an ace and a ten at once),
 * which the rules may treat apart: the MDP has states of their own for naturals, behind those of
 * the observations ({@link #mdp}).
 */
public final class Blackjack implements Environment<Discrete>, TransitionTable, TextRendering {
  private static final Discrete ACTIONS = new Discrete(2);
  private static final int DEALER_STANDS = 17;

  private final boolean sab;
  private final boolean natural;
  private final Pcg64 random = Pcg64.of(0);
  private final Hand dealer = new Hand();
  private final Hand player = new Hand();
  private boolean terminated;

  /**
   * A table.
   *
   * @param sab the rules of Sutton and Barto: a natural wins for sure, unless the dealer has one
   * @param natural a natural that wins pays 1.5; has no effect with {@code sab}
   */
  public Blackjack(boolean sab, boolean natural) {
    this.sab = sab;
    this.natural = natural;
  }

  @Override
  public MultiDiscrete observationSpace() {
    return BlackjackTable.OBSERVATIONS;
  }

  @Override
  public Discrete actionSpace() {
    return ACTIONS;
  }

  /**
   * The MDP with this discount: the 704 states of the observations by their index, ten of a natural
   * against the dealer's 1 … 10, and the end. What the dealer draws is part of sticking. A state
   * that cannot be reached leads to the end with reward 0.
   */
  @Override
  public FiniteMdp mdp(double gamma) {
    return BlackjackTable.mdp(sab, natural, gamma);
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    terminated = false;
    dealer.clear();
    player.clear();
    draw(dealer);
    draw(dealer);
    draw(player);
    draw(player);
    // Gymnasium draws a suit for its picture of the upper card, and a face for a ten
    random.integers(4);
    if (dealer.first() == 10) {
      random.integers(3);
    }
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double reward = action[actionAt] == 1 ? hit() : stick();
    write(observation, at);
    return reward;
  }

  private double hit() {
    draw(player);
    terminated = player.isBust();
    return terminated ? -1 : 0;
  }

  private double stick() {
    terminated = true;
    while (dealer.total() < DEALER_STANDS) {
      draw(dealer);
    }
    if (sab && player.isNatural()) {
      return dealer.isNatural() ? 0 : 1;
    }
    int better = Integer.compare(player.total(), dealer.isBust() ? 0 : dealer.total());
    return natural && better > 0 && player.isNatural() ? 1.5 : better;
  }

  /** Jack, queen and king are tens. */
  private void draw(Hand hand) {
    hand.add(Math.min(random.integers(13) + 1, 10));
  }

  private void write(float[] observation, int at) {
    observation[at] = player.total();
    observation[at + 1] = dealer.first();
    observation[at + 2] = player.hasUsableAce() ? 1 : 0;
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public String render() {
    boolean shown = terminated && !player.isBust();
    return "dealer "
        + (shown ? dealer.toString() : Hand.name(dealer.first()) + " ?")
        + "\nplayer "
        + player;
  }

  @Override
  public void save(StateWriter out) {
    out.put("dealer", dealer);
    out.put("player", player);
    out.put("terminated", terminated ? 1L : 0L);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    in.get("dealer", dealer);
    in.get("player", player);
    terminated = in.getLong("terminated") != 0;
    in.get("random", random);
  }
}
