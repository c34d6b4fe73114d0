package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.random.Pcg64;
import org.junit.jupiter.api.Test;

class BlackjackTest {

  @Test
  void theBestExpectedReturnsAreTheKnownOnes() {
    assertThat(best(new Blackjack(true, false))).isCloseTo(-0.0431131054, within(1e-10));
    assertThat(best(new Blackjack(false, false))).isCloseTo(-0.0465559771, within(1e-10));
    assertThat(best(new Blackjack(true, true))).isEqualTo(best(new Blackjack(true, false)));
  }

  @Test
  void aNaturalThatPaysMoreIsWorthMore() {
    // half the prize again for each natural that wins
    double chance = 2 * 4.0 / 169;
    FiniteMdp mdp = new Blackjack(false, false).mdp(1);
    double wins = 0;
    for (int upper = 1; upper <= 10; upper++) {
      wins += mdp.reward(BlackjackTable.natural(upper), 0) * (upper == 10 ? 4 : 1) / 13.0;
    }
    double more = best(new Blackjack(false, true)) - best(new Blackjack(false, false));
    // a 21 cannot lose: its expected reward is how often it wins
    assertThat(more).isCloseTo(0.5 * chance * wins, within(1e-12));
  }

  @Test
  void playingAsSimulatedEarnsWhatTheMdpSays() {
    // a simple policy: stick from 18 on
    double sum = 0;
    int hands = 200_000;
    Blackjack table = new Blackjack(true, false);
    float[] seen = new float[3];
    float[] action = new float[1];
    table.reset(5, seen, 0);
    for (int i = 0; i < hands; i++) {
      while (!table.terminated()) {
        action[0] = seen[0] >= 18 ? 0 : 1;
        sum += table.step(action, 0, seen, 0);
      }
      table.reset(seen, 0);
    }
    FiniteMdp mdp = table.mdp(1);
    double[] values = new double[mdp.states()];
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int s = 0; s < mdp.states() - 1; s++) {
        int row = 2 * s + (s >= 704 || s / 22 >= 18 ? 0 : 1);
        double value = 0;
        for (int k = mdp.outcomes().first(row); k < mdp.outcomes().first(row + 1); k++) {
          value +=
              mdp.outcomes().probability(k)
                  * (mdp.outcomes().reward(k) + values[mdp.outcomes().next(k)]);
        }
        values[s] = value;
      }
    }
    // four standard errors of a reward of at most ±1
    assertThat(sum / hands).isCloseTo(mdp.startValue(values), within(4 / Math.sqrt(hands)));
  }

  @Test
  void aHandCountsAnAceAsElevenWhileThatDoesNotBust() {
    Hand hand = new Hand();
    hand.add(1);
    hand.add(10);
    assertThat(hand.isNatural()).isTrue();
    assertThat(hand).hasToString("A 10 = 21 soft");
    hand.add(5);
    assertThat(hand.total()).isEqualTo(16);
    assertThat(hand.hasUsableAce()).isFalse();
    assertThat(hand.isNatural()).isFalse();
    hand.add(6);
    assertThat(hand.isBust()).isTrue();
    assertThat(hand).hasToString("A 10 5 6 = 22");
  }

  @Test
  void theDealersSecondCardIsShownAtTheEnd() {
    Blackjack table = new Blackjack(true, false);
    float[] seen = new float[3];
    table.reset(42, seen, 0);
    assertThat(seen).containsExactly(15, 2, 0);
    assertThat(table.render()).matches("dealer 2 \\?\nplayer \\w+ \\w+ = 15");
    table.step(new float[] {0}, 0, seen, 0);
    assertThat(table.render()).matches("dealer 2 [^?]+ = \\d+( soft)?\nplayer \\w+ \\w+ = 15");
  }

  @Test
  void longHandsFit() {
    // hits whatever comes, until a hand busts
    Blackjack table = new Blackjack(true, false);
    float[] seen = new float[3];
    float[] hit = {1};
    table.reset(Pcg64.of(1).integers(100), seen, 0);
    for (int i = 0; i < 100_000; i++) {
      if (table.terminated()) {
        table.reset(seen, 0);
      }
      table.step(hit, 0, seen, 0);
      assertThat(table.observationSpace().contains(seen, 0)).isTrue();
    }
  }

  private static double best(Blackjack table) {
    FiniteMdp mdp = table.mdp(1);
    return mdp.startValue(OptimalValues.of(mdp));
  }
}
