package dev.bellman.envs.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/** Cards from 1, the ace, to 10; an ace counts 11 where that does not bust the hand. */
final class Hand implements Stateful {

  /** So many aces bust. */
  private static final int MOST = 22;

  private final int[] cards = new int[MOST];
  private int size;
  private int hard;
  private boolean ace;

  void clear() {
    size = 0;
    hard = 0;
    ace = false;
  }

  void add(int card) {
    cards[size] = card;
    size++;
    hard += card;
    ace |= card == 1;
  }

  int first() {
    return cards[0];
  }

  boolean hasUsableAce() {
    return ace && hard + 10 <= 21;
  }

  int total() {
    return hasUsableAce() ? hard + 10 : hard;
  }

  boolean isBust() {
    return hard > 21;
  }

  /** An ace and a ten, and nothing else. */
  boolean isNatural() {
    return size == 2 && total() == 21;
  }

  /** The cards, with their total behind them. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < size; i++) {
      out.append(name(cards[i])).append(' ');
    }
    return out.append("= ").append(total()).append(hasUsableAce() ? " soft" : "").toString();
  }

  static String name(int card) {
    return card == 1 ? "A" : Integer.toString(card);
  }

  @Override
  public void save(StateWriter out) {
    long[] all = new long[MOST];
    for (int i = 0; i < size; i++) {
      all[i] = cards[i];
    }
    out.put("cards", all);
  }

  @Override
  public void load(StateReader in) {
    long[] all = new long[MOST];
    in.get("cards", all);
    clear();
    for (int i = 0; i < MOST && all[i] != 0; i++) {
      add((int) all[i]);
    }
  }
}
