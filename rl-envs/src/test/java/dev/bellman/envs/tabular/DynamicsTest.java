package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.exact.FiniteMdp;
import org.junit.jupiter.api.Test;

class DynamicsTest {

  /** Two states and the top, from which nothing goes on; outcomes added out of order. */
  private static DynamicsBuilder slope() {
    return Dynamics.builder(3, 1)
        .outcome(1, 0, 0.25, -1, 0, false)
        .outcome(0, 0, 1, -2, 1, false)
        .outcome(1, 0, 0.75, 5, 2, true)
        .outcome(2, 0, 1, 0, 2, true);
  }

  @Test
  void theEndIsAnAbsorbingStateOfTheMdpAndTheStateReachedIsSeen() {
    Dynamics dynamics = slope().start(0, 1).build();
    FiniteMdp mdp = dynamics.mdp(0.9);

    assertThat(dynamics.states()).isEqualTo(3);
    assertThat(mdp.states()).isEqualTo(4);
    assertThat(mdp.isAbsorbing(3)).isTrue();
    assertThat(mdp.gamma()).isEqualTo(0.9);
    int up = dynamics.outcome(1, 0, 0.25);
    assertThat(dynamics.reached(up)).isEqualTo(2);
    assertThat(dynamics.terminated(up)).isTrue();
    assertThat(dynamics.reward(up)).isEqualTo(5);
    assertThat(mdp.outcomes().next(up)).isEqualTo(3);
  }

  @Test
  void theFirstOutcomeWhoseCumulativeProbabilityIsGreaterIsTaken() {
    Dynamics dynamics = slope().start(0, 1).build();

    assertThat(dynamics.reached(dynamics.outcome(1, 0, 0))).isEqualTo(0);
    assertThat(dynamics.reached(dynamics.outcome(1, 0, Math.nextDown(0.25)))).isEqualTo(0);
    assertThat(dynamics.reached(dynamics.outcome(1, 0, 0.25))).isEqualTo(2);
    assertThat(dynamics.reached(dynamics.outcome(1, 0, Math.nextDown(1.0)))).isEqualTo(2);
  }

  @Test
  void theStartIsDrawnTheSameWay() {
    Dynamics dynamics = slope().start(1, 0.5).start(0, 0.5).build();
    assertThat(dynamics.start(0)).isEqualTo(0);
    assertThat(dynamics.start(Math.nextDown(0.5))).isEqualTo(0);
    assertThat(dynamics.start(0.5)).isEqualTo(1);
    assertThat(dynamics.start(Math.nextDown(1.0))).isEqualTo(1);

    // a sum that rounding has left below 1 does not lead to a state that is no start
    Dynamics short1 = slope().start(0, 0.3).start(1, 0.7 - 1e-10).build();
    assertThat(short1.start(Math.nextDown(1.0))).isEqualTo(1);
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slope().outcome(0, 0, 1, 0, 3, true))
        .withMessage("Dynamics: the next state must be in 0 … 2, but is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slope().outcome(0, 1, 1, 0, 0, true))
        .withMessageContaining("the action must be in 0 … 0, but is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slope().outcome(0, 0, 0.5, 0, 0, false).build())
        .withMessageContaining("the probabilities must sum to 1, but sum to 1.5");
  }
}
