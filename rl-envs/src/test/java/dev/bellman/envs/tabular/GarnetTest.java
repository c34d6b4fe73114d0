package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.Outcomes;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GarnetTest {

  @Test
  void eachActionHasSoManyDifferentNextStatesAndOneReward() {
    FiniteMdp mdp = Garnet.mdp(50, 3, 7, 0.9, 4);
    Outcomes outcomes = mdp.outcomes();
    double rewards = 0;
    for (int row = 0; row < 150; row++) {
      assertThat(outcomes.first(row)).isEqualTo(7 * row);
      Set<Integer> next = new HashSet<>();
      double sum = 0;
      for (int i = outcomes.first(row); i < outcomes.first(row + 1); i++) {
        next.add(outcomes.next(i));
        sum += outcomes.probability(i);
        assertThat(outcomes.probability(i)).isBetween(0.0, 1.0);
        assertThat(outcomes.reward(i)).isEqualTo(outcomes.reward(7 * row)).isBetween(0.0, 1.0);
      }
      assertThat(next).hasSize(7);
      assertThat(sum).isCloseTo(1, within(1e-12));
      rewards += outcomes.reward(7 * row);
    }
    assertThat(rewards / 150).isCloseTo(0.5, within(0.1));
  }

  @Test
  void everyStateIsAsOftenANextOneAsAnyOther() {
    Outcomes outcomes = Garnet.mdp(10, 10_000, 3, 0.9, 1).outcomes();
    int[] counts = new int[10];
    double[] probabilities = new double[3];
    for (int i = 0; i < 300_000; i++) {
      counts[outcomes.next(i)]++;
      probabilities[i % 3] += outcomes.probability(i) / 100_000;
    }
    // 30 000 each; a standard deviation is √(100 000·0.3·0.7) = 145
    for (int count : counts) {
      assertThat(count).isBetween(30_000 - 580, 30_000 + 580);
    }
    for (double p : probabilities) {
      assertThat(p).isCloseTo(1.0 / 3, within(0.004));
    }
  }

  @Test
  void oneSeedGivesOneMdp() {
    assertThat(Garnet.mdp(20, 2, 3, 1, 5).reward(7, 1))
        .isEqualTo(Garnet.mdp(20, 2, 3, 1, 5).reward(7, 1))
        .isNotEqualTo(Garnet.mdp(20, 2, 3, 1, 6).reward(7, 1));
    assertThat(Garnet.of(20, 2, 3, 5).mdp(1).reward(7, 1))
        .isEqualTo(Garnet.mdp(20, 2, 3, 1, 5).reward(7, 1));
  }

  @Test
  void allStatesCanFollow() {
    Outcomes outcomes = Garnet.mdp(4, 1, 4, 1, 0).outcomes();
    Set<Integer> next = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      next.add(outcomes.next(i));
    }
    assertThat(next).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garnet.mdp(3, 2, 4, 0.9, 0))
        .withMessage(
            "Garnet: states, actions and branching must be ≥ 1 and branching at most states, but are"
                + " 3, 2, 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garnet.mdp(1_000_000, 100, 100, 0.9, 0))
        .withMessageContaining("more than 2147483639 outcomes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garnet.mdp(3, 2, 2, 0, 0))
        .withMessage("FiniteMdp: gamma must be in (0, 1], but is 0.0");
  }
}
