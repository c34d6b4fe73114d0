package dev.bellman.envs.tabular;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FiniteMdpBuilder;
import dev.bellman.core.space.MultiDiscrete;

/** The exact MDP of {@link Blackjack}. */
final class BlackjackTable {
  static final MultiDiscrete OBSERVATIONS = MultiDiscrete.of(32, 11, 2);

  private static final int STICK = 0;
  private static final int HIT = 1;
  private static final int TEN = 10;

  /** Where the chances of the dealer's scores have those of a natural. */
  private static final int NATURAL = 22;

  private BlackjackTable() {}

  /** The state of a natural against an upper card. */
  static int natural(int upperCard) {
    return OBSERVATIONS.n() + upperCard - 1;
  }

  private static int state(int total, int upperCard, boolean ace) {
    return (total * 11 + upperCard) * 2 + (ace ? 1 : 0);
  }

  static FiniteMdp mdp(boolean sab, boolean naturalPaysMore, double gamma) {
    FiniteMdpBuilder builder = FiniteMdp.builder(natural(TEN) + 1, 2, gamma);
    boolean[] described = new boolean[OBSERVATIONS.n()];
    for (int upper = 1; upper <= TEN; upper++) {
      double[] dealer = dealer(upper);
      for (int total = 4; total <= 21; total++) {
        for (boolean ace : total < 12 ? new boolean[] {false} : new boolean[] {false, true}) {
          int s = state(total, upper, ace);
          described[s] = true;
          stick(builder, s, total, dealer, 1);
          hit(builder, s, total, upper, ace);
        }
      }
      if (sab) {
        pay(builder, natural(upper), 1 - dealer[NATURAL], 1);
        pay(builder, natural(upper), dealer[NATURAL], 0);
      } else {
        stick(builder, natural(upper), 21, dealer, naturalPaysMore ? 1.5 : 1);
      }
      hit(builder, natural(upper), 21, upper, true);
    }
    for (int s = 0; s < described.length; s++) {
      if (!described[s]) {
        builder.end(s, STICK, 1, 0).end(s, HIT, 1, 0);
      }
    }
    start(builder);
    return builder.build();
  }

  private static void start(FiniteMdpBuilder builder) {
    for (int upper = 1; upper <= TEN; upper++) {
      for (int one = 1; one <= TEN; one++) {
        for (int other = 1; other <= TEN; other++) {
          boolean ace = one == 1 || other == 1;
          int total = one + other + (ace ? 10 : 0);
          builder.start(
              ace && total == 21 ? natural(upper) : state(total, upper, ace),
              chance(upper) * chance(one) * chance(other));
        }
      }
    }
  }

  private static void stick(
      FiniteMdpBuilder builder, int s, int total, double[] dealer, double prize) {
    double win = 0;
    double draw = 0;
    double lose = 0;
    for (int i = 0; i < dealer.length; i++) {
      int score = Math.min(i, 21);
      win += score < total ? dealer[i] : 0;
      draw += score == total ? dealer[i] : 0;
      lose += score > total ? dealer[i] : 0;
    }
    pay(builder, s, win, prize);
    pay(builder, s, draw, 0);
    pay(builder, s, lose, -1);
  }

  private static void pay(FiniteMdpBuilder builder, int s, double p, double reward) {
    if (p > 0) {
      builder.end(s, STICK, p, reward);
    }
  }

  private static void hit(FiniteMdpBuilder builder, int s, int total, int upper, boolean ace) {
    for (int card = 1; card <= TEN; card++) {
      int hard = (ace ? total - 10 : total) + card;
      boolean soft = (ace || card == 1) && hard + 10 <= 21;
      if (hard > 21) {
        builder.end(s, HIT, chance(card), -1);
      } else {
        builder.outcome(s, HIT, chance(card), 0, state(soft ? hard + 10 : hard, upper, soft));
      }
    }
  }

  private static double chance(int card) {
    return card == TEN ? 4.0 / 13 : 1.0 / 13;
  }

  /** The chances of the dealer's scores, 0 for a bust hand, with those of a natural apart. */
  private static double[] dealer(int upper) {
    double[] chances = new double[NATURAL + 1];
    draw(upper, upper == 1, 1, 1, chances);
    return chances;
  }

  private static void draw(int hard, boolean ace, int cards, double p, double[] chances) {
    int total = ace && hard + 10 <= 21 ? hard + 10 : hard;
    if (cards == 2 && total == 21) {
      chances[NATURAL] += p;
    } else if (total >= 17) {
      chances[total > 21 ? 0 : total] += p;
    } else {
      for (int card = 1; card <= TEN; card++) {
        draw(hard + card, ace || card == 1, cards + 1, p * chance(card), chances);
      }
    }
  }
}
