package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.tabular.OffPolicyMonteCarlo.Sampling;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import org.junit.jupiter.api.Test;

/** Worked by hand with γ = 1, ε = ½ and two actions: b is ¾ for the best and ¼ for the other. */
class OffPolicyMonteCarloTest {

  private static OffPolicyMonteCarlo learner(Sampling sampling) {
    OffPolicyMonteCarlo.Config config =
        new OffPolicyMonteCarlo.Config(1, sampling, Schedule.constant(0.5), 100);
    return new OffPolicyMonteCarlo(3, 2, config, Seeds.of(0));
  }

  private static void episode(OffPolicyMonteCarlo learner, int a, double r, int then, double last) {
    learner.observe(0, a, r, 1, false);
    learner.observe(1, then, last, 2, true);
    learner.episodeEnded();
  }

  @Test
  void weightedSampling() {
    OffPolicyMonteCarlo learner = learner(Sampling.WEIGHTED);
    episode(learner, 0, 1, 0, 2); // b = ½ in an empty table: W = 1 and 2
    assertThat(learner.q().values()).containsExactly(3, 0, 2, 0, 0, 0);

    episode(learner, 1, 5, 0, 4); // Q(1, 0) = (2 + 4)/2; then W = 4/3 for the first of (0, 1)
    assertThat(learner.q().values()).containsExactly(3, 9, 3, 0, 0, 0);

    // b(1|1) = ¼; Q(1, 1) = 10 makes 1 the greedy action before W is looked at: W = 4,
    // C(0, 0) = 2 + 4, Q(0, 0) = 3 + 4/6·(10 − 3)
    episode(learner, 0, 0, 1, 10);
    assertThat(learner.q().values())
        .containsExactly(new double[] {3 + 14.0 / 3, 9, 3, 10, 0, 0}, within(1e-12));
  }

  /** Action 0 is not greedy in state 1, so that (0, 0), which came before, learns nothing. */
  @Test
  void thePassEndsAtAnActionThatIsNotGreedy() {
    OffPolicyMonteCarlo learner = learner(Sampling.WEIGHTED);
    episode(learner, 0, 0, 1, 10);
    double before = learner.q().value(0, 0);
    episode(learner, 0, 100, 0, 6);

    assertThat(learner.q().value(0, 0)).isEqualTo(before);
    assertThat(learner.q().value(1, 0)).isEqualTo(6);
  }

  /** Q(0, 0) is W·G = 2·3 at first; then an episode of weight 0 halves it. */
  @Test
  void ordinarySamplingCountsWhatWeighsNothing() {
    OffPolicyMonteCarlo learner = learner(Sampling.ORDINARY);
    episode(learner, 0, 1, 0, 2);
    assertThat(learner.q().values()).containsExactly(6, 0, 2, 0, 0, 0);

    episode(learner, 0, 100, 1, -1);
    assertThat(learner.q().values()).containsExactly(3, 0, 2, -1, 0, 0);
  }

  @Test
  void weightsBeyondTheRangeOfADoubleAreLeftOut() {
    OffPolicyMonteCarlo learner = learner(Sampling.WEIGHTED);
    for (int i = 0; i < 5000; i++) { // W = 2^i as long as it is counted
      learner.observe(0, 0, 0, 0, false);
    }
    learner.episodeEnded();
    learner.observe(1, 0, 3, 2, true);
    learner.episodeEnded();

    assertThat(learner.q().values()).containsExactly(0, 0, 3, 0, 0, 0);
  }

  @Test
  void aBehaviourThatExploresNothingIsRefused() {
    Schedule zero = Schedule.constant(0);
    assertThatThrownBy(() -> new OffPolicyMonteCarlo.Config(1, Sampling.WEIGHTED, zero, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epsilon must be positive, but is 0.0");
  }
}
