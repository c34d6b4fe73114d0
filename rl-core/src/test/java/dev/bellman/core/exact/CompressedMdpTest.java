package dev.bellman.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** {@link FiniteMdp#of}: outcomes that come compressed. */
class CompressedMdpTest {
  private final int[] first = {0, 2, 3};
  private final int[] next = {0, 1, 1};
  private final double[] probability = {0.25, 0.75, 1};
  private final double[] reward = {4, -4, 0};
  private final double[] start = {1, 0};

  private FiniteMdp mdp() {
    return FiniteMdp.of(2, 1, 0.5, start, Outcomes.of(first, next, probability, reward));
  }

  @Test
  void isTheMdpThatABuilderMakes() {
    FiniteMdp built =
        FiniteMdp.builder(2, 1, 0.5)
            .outcome(0, 0, 0.25, 4, 0)
            .outcome(0, 0, 0.75, -4, 1)
            .outcome(1, 0, 1, 0, 1)
            .start(0, 1)
            .build();
    FiniteMdp mdp = mdp();
    assertThat(mdp.reward(0, 0)).isEqualTo(built.reward(0, 0)).isEqualTo(-2);
    assertThat(mdp.isAbsorbing(0)).isFalse();
    assertThat(mdp.isAbsorbing(1)).isTrue();
    assertThat(mdp.start(0)).isEqualTo(1);
    assertThat(mdp.gamma()).isEqualTo(0.5);
    for (int i = 0; i < 3; i++) {
      assertThat(mdp.outcomes().next(i)).isEqualTo(built.outcomes().next(i));
      assertThat(mdp.outcomes().probability(i)).isEqualTo(built.outcomes().probability(i));
    }
  }

  @Test
  void aNumberOutOfRangeIsNamed() {
    next[1] = 2;
    assertRefused("FiniteMdp: the next state must be in 0 … 1, but is 2");
    next[1] = 1;
    probability[0] = 0.5;
    assertRefused(
        "FiniteMdp: in state 0 with action 0, the probabilities must sum to 1, but sum to 1.25");
    probability[0] = -0.25;
    assertRefused(
        "FiniteMdp: in state 0 with action 0, a probability must be in [0, 1], but is -0.25");
    probability[0] = 0.25;
    reward[2] = Double.NaN;
    assertRefused("FiniteMdp: in state 1 with action 0, a reward must be finite, but is NaN");
    reward[2] = 0;
    start[1] = 0.5;
    assertRefused("FiniteMdp: the probabilities of the start must sum to 1, but sum to 1.5");
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    first[1] = 4;
    assertRefused("Outcomes: first must not decrease, but goes from 4 to 3 at row 2");
    first[2] = 2;
    assertRefused(
        "Outcomes: first must go from 0 to the length of next, probability and reward, but the"
            + " lengths are 3, 3, 3 and first ends at 2");
    first[1] = 2;
    first[2] = 3;
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> FiniteMdp.of(2, 2, 0.5, start, Outcomes.of(first, next, probability, reward)))
        .withMessage(
            "FiniteMdp: 2 states and 2 actions need as many starts and 4 rows of outcomes, but"
                + " there are 2 and 2");
  }

  private void assertRefused(String message) {
    assertThatIllegalArgumentException().isThrownBy(this::mdp).withMessage(message);
  }
}
