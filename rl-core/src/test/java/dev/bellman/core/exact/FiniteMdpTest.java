package dev.bellman.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.tensor.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteMdpTest {

  /** Heads: reward 1 and again; tails: the end. */
  private static FiniteMdp coin(double gamma) {
    return FiniteMdp.builder(1, 1, gamma).outcome(0, 0, 0.5, 1, 0).end(0, 0, 0.5, 0).build();
  }

  @Test
  void theEndIsAnAbsorbingStateBehindTheOthers() {
    FiniteMdp mdp = coin(0.9);
    assertThat(mdp.states()).isEqualTo(2);
    assertThat(mdp.isAbsorbing(0)).isFalse();
    assertThat(mdp.isAbsorbing(1)).isTrue();
    assertThat(mdp.start(0)).isEqualTo(1);
    assertThat(mdp.start(1)).isZero();
    assertThat(mdp.reward(0, 0)).isEqualTo(0.5);
  }

  @Test
  void aValueIsThatOfTheGeometricSeries() {
    // V = 0.5·(1 + γV)
    assertThat(FixedPoint.of(new OptimalBellmanV(coin(0.9))).values()[0])
        .isCloseTo(0.5 / (1 - 0.45), within(1e-10));
    assertThat(FixedPoint.of(new OptimalBellmanV(coin(1))).values()[0]).isCloseTo(1, within(1e-12));
  }

  @Test
  void outcomesComeInTheOrderInWhichTheyWereGiven() {
    FiniteMdp mdp =
        FiniteMdp.builder(2, 2, 1)
            .outcome(1, 1, 0.25, 3, 0)
            .outcome(0, 0, 1, 0, 1)
            .outcome(0, 1, 1, 0, 1)
            .outcome(1, 0, 1, 0, 0)
            .outcome(1, 1, 0.75, 4, 1)
            .build();
    Outcomes outcomes = mdp.outcomes();
    int first = outcomes.first(3);
    assertThat(outcomes.first(4) - first).isEqualTo(2);
    assertThat(outcomes.reward(first)).isEqualTo(3);
    assertThat(outcomes.reward(first + 1)).isEqualTo(4);
    assertThat(outcomes.pick(3, 0.2)).isEqualTo(first);
    assertThat(outcomes.pick(3, 0.25)).isEqualTo(first + 1);
    assertThat(outcomes.pick(3, 0.999)).isEqualTo(first + 1);
  }

  @Test
  void probabilitiesThatDoNotSumToOneAreRefusedByStateAndAction() {
    FiniteMdpBuilder builder =
        FiniteMdp.builder(2, 2, 0.9)
            .outcome(0, 0, 1, 0, 1)
            .outcome(0, 1, 1, 0, 1)
            .outcome(1, 0, 1, 0, 0)
            .outcome(1, 1, 0.5, 0, 0)
            .outcome(1, 1, 0.5 + 2e-9, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(
            "FiniteMdp: in state 1 with action 1, the probabilities must sum to 1, but sum to 1.0000");
  }

  @Test
  void anActionWithoutOutcomesIsRefused() {
    FiniteMdpBuilder builder = FiniteMdp.builder(1, 2, 0.9).outcome(0, 0, 1, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "FiniteMdp: in state 0 with action 1, the probabilities must sum to 1, but sum to 0.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.5, -0.1, Double.NaN})
  void aDiscountBeyondItsRangeIsRefused(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FiniteMdp.builder(1, 1, gamma))
        .withMessage("FiniteMdp: gamma must be in (0, 1], but is " + gamma);
    assertThatIllegalArgumentException().isThrownBy(() -> coin(1).withGamma(gamma));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aRewardThatIsNotFiniteIsRefused(double reward) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FiniteMdp.builder(1, 1, 1).outcome(0, 0, 1, reward, 0))
        .withMessage(
            "FiniteMdp: in state 0 with action 0, a reward must be finite, but is " + reward);
  }

  @Test
  void numbersBeyondTheirRangeAreRefused() {
    FiniteMdpBuilder builder = FiniteMdp.builder(2, 3, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.outcome(0, 3, 1, 0, 0))
        .withMessage("FiniteMdp: the action must be in 0 … 2, but is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.outcome(2, 0, 1, 0, 0))
        .withMessage("FiniteMdp: the state must be in 0 … 1, but is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.outcome(0, 0, 1, 0, -1))
        .withMessage("FiniteMdp: the next state must be in 0 … 1, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.outcome(0, 0, 1.1, 0, 0))
        .withMessageContaining("a probability must be in [0, 1], but is 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.start(0, 0.5).start(1, 0.4).build())
        .withMessageContaining("must sum to 1");
  }

  @Test
  void countsGiveTheFrequencies() {
    TransitionCounts counts = new TransitionCounts(2, 1);
    for (int i = 0; i < 3; i++) {
      counts.add(0, 0, 1, 1, false);
    }
    counts.add(0, 0, 2, 0, true);
    FiniteMdp mdp = counts.mdp(0.5);
    assertThat(counts.visits(0, 0)).isEqualTo(4);
    assertThat(mdp.reward(0, 0)).isEqualTo(0.75 * 1 + 0.25 * 2);
    assertThat(mdp.states()).isEqualTo(3);
    assertThat(mdp.isAbsorbing(1)).as("never tried").isTrue();
    double[] v = {0, 10, 0};
    assertThat(mdp.backup(0, 0, v)).isEqualTo(1.25 + 0.5 * 0.75 * 10);
  }

  @Test
  void samplesOutOfRangeAreRefused() {
    TransitionCounts counts = new TransitionCounts(2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counts.add(0, 3, 0, 1, false))
        .withMessage("TransitionCounts: the action must be in 0 … 2, but is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counts.add(2, 0, 0, 1, false))
        .withMessage("TransitionCounts: the state must be in 0 … 1, but is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counts.add(0, 0, 0, -1, false))
        .withMessage("TransitionCounts: the next state must be in 0 … 1, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counts.add(0, 0, Double.NaN, 1, false))
        .withMessage("TransitionCounts: in state 0, action 0 has the reward NaN");
    assertThat(counts.visits(0, 0)).isZero();
  }

  @Test
  void policiesThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FinitePolicy.deterministic(2, new int[] {0, 2}))
        .withMessage("FinitePolicy: the action must be in 0 … 1, but is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FinitePolicy.of(2, new double[] {0.5, 0.5, 1}))
        .withMessage(
            "FinitePolicy: 3 probabilities are not a whole number of states with 2 actions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FinitePolicy.deterministic(2, new int[] {0}).soft(1.5))
        .withMessage("FinitePolicy: epsilon must be in [0, 1], but is 1.5");
  }

  @Test
  void operatorsRefuseWhatDoesNotFit() {
    FiniteMdp mdp = coin(0.9);
    FinitePolicy other = FinitePolicy.deterministic(1, new int[] {0});
    String message = "FinitePolicy(1 states, 1 actions) does not fit an MDP with 2 states";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BellmanV(mdp, other))
        .withMessageStartingWith(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BellmanQ(mdp, other))
        .withMessageStartingWith(message);
    FinitePolicy policy = FinitePolicy.uniform(mdp);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftBellmanV(mdp, policy, -1))
        .withMessage("Soft values: the temperature must be ≥ 0 and finite, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftBellmanQ(mdp, policy, Double.NaN))
        .withMessage("Soft values: the temperature must be ≥ 0 and finite, but is NaN");
    try (Workers one = Workers.of(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  FixedPoint.iterate(
                      new OptimalBellmanV(mdp), new double[3], Tolerance.standard(), one))
          .withMessage("FixedPoint: the start must have 2 numbers, but has 3");
    }
  }
}
