package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets of several steps, worked by hand with γ = ½. */
class SeveralStepsEquationTest {
  private static final Schedule GREEDY = Schedule.constant(0);
  private static final int LONGEST = 100;

  private static NStepSarsa nStep(int n, StepSize stepSize) {
    NStepSarsa.Config config = new NStepSarsa.Config(n, stepSize, 0.5, GREEDY, LONGEST);
    return new NStepSarsa(4, 2, config, Seeds.of(0));
  }

  /** With α = 1, Q is the target; Q(2, 0) = 8 from the episode before. */
  private static NStepSarsa twoStep() {
    NStepSarsa learner = nStep(2, StepSize.constant(1));
    learner.observe(2, 0, 8, 3, true);
    learner.episodeEnded();
    learner.observe(0, 0, 1, 1, false);
    assertThat(learner.q().value(0, 0)).as("one reward is not enough").isZero();
    learner.observe(1, 0, 2, 2, false); // 1 + ½·2 + ¼·8
    assertThat(learner.q().value(0, 0)).isEqualTo(4);
    return learner;
  }

  /** Q(1, 0) = 2 + ½·4 and Q(2, 0) = 4: nothing follows. */
  @Test
  void twoStepSarsaAtAnEnd() {
    NStepSarsa learner = twoStep();
    learner.observe(2, 0, 4, 3, true);
    learner.episodeEnded();

    assertThat(learner.q().values()).containsExactly(4, 0, 4, 0, 4, 0, 0, 0);
  }

  /** State 0, in which the time limit cuts, is worth 4: 2 + ½·4 + ¼·4 and 4 + ½·4. */
  @Test
  void twoStepSarsaAtATimeLimit() {
    NStepSarsa learner = twoStep();
    learner.observe(2, 0, 4, 0, false);
    learner.episodeEnded();

    assertThat(learner.q().values()).containsExactly(4, 0, 5, 0, 6, 0, 0, 0);
  }

  private static SarsaLambda sarsaLambda(SarsaLambda.Trace traces) {
    SarsaLambda.Config config =
        new SarsaLambda.Config(StepSize.constant(0.5), 0.5, 0.5, traces, GREEDY, LONGEST);
    SarsaLambda learner = new SarsaLambda(3, 2, config, Seeds.of(0));
    learner.observe(0, 0, 4, 1, false); // δ = 4, Q(0, 0) = 2; e fades to ¼
    learner.observe(1, 0, 2, 0, false); // δ = 2 + ½·2 = 3, Q(1, 0) = 1.5, Q(0, 0) = 2 + ½·3/4
    assertThat(learner.q().values()).containsExactly(2.375, 0, 1.5, 0, 0, 0);
    learner.observe(0, 0, 1, 2, true); // δ = 1 − 2.375
    learner.episodeEnded();
    return learner;
  }

  /** e(0, 0) = 1/16 + 1, e(1, 0) = ¼. */
  @Test
  void sarsaLambdaWithAccumulatingTraces() {
    assertThat(sarsaLambda(SarsaLambda.Trace.ACCUMULATING).q().values())
        .containsExactly(2.375 - 0.6875 * 1.0625, 0, 1.5 - 0.6875 * 0.25, 0, 0, 0);
  }

  /** e(0, 0) = 1, e(1, 0) = ¼. */
  @Test
  void sarsaLambdaWithReplacingTraces() {
    assertThat(sarsaLambda(SarsaLambda.Trace.REPLACING).q().values())
        .containsExactly(2.375 - 0.6875, 0, 1.5 - 0.6875 * 0.25, 0, 0, 0);
  }

  /** Credit does not leak into the next episode. */
  @Test
  void tracesEndWithTheirEpisode() {
    SarsaLambda learner = sarsaLambda(SarsaLambda.Trace.ACCUMULATING);
    double before = learner.q().value(0, 0);
    learner.observe(2, 1, 10, 2, true);

    assertThat(learner.q().value(0, 0)).isEqualTo(before);
    assertThat(learner.q().value(2, 1)).isEqualTo(5);
  }

  private static MonteCarlo monteCarlo(MonteCarlo.Visits visits) {
    MonteCarlo.Config config =
        new MonteCarlo.Config(
            StepSize.visits(), 0.5, new Exploration.EpsilonSoft(GREEDY), visits, LONGEST);
    MonteCarlo learner = new MonteCarlo(3, 2, config, Seeds.of(0));
    learner.observe(0, 0, 1, 1, false); // G = 1 + ½·4
    learner.observe(1, 0, 2, 0, false); // G = 2 + ½·4
    learner.observe(0, 0, 4, 2, true); // G = 4
    assertThat(learner.updates()).as("nothing before the end").isZero();
    learner.episodeEnded();
    return learner;
  }

  /** 3; and with another return of 7 the mean is 5. */
  @Test
  void monteCarloWithFirstVisits() {
    MonteCarlo learner = monteCarlo(MonteCarlo.Visits.FIRST);
    assertThat(learner.q().values()).containsExactly(3, 0, 4, 0, 0, 0);
    learner.observe(0, 0, 7, 2, true);
    learner.episodeEnded();

    assertThat(learner.q().values()).containsExactly(5, 0, 4, 0, 0, 0);
  }

  /** The mean of 4 and 3. */
  @Test
  void monteCarloWithEveryVisit() {
    assertThat(monteCarlo(MonteCarlo.Visits.EVERY).q().values())
        .containsExactly(3.5, 0, 4, 0, 0, 0);
  }

  /** The first action is any, the second the best. */
  @Test
  void exploringStartsExploreAtTheStartAlone() {
    MonteCarlo.Config config =
        new MonteCarlo.Config(
            StepSize.visits(), 1, new Exploration.ExploringStarts(), MonteCarlo.Visits.FIRST, 9);
    MonteCarlo learner = new MonteCarlo(1, 2, config, Seeds.of(0));
    learner.observe(0, 1, 3, 0, true);
    learner.episodeEnded();
    int starts = 0;
    for (int i = 0; i < 1000; i++) {
      starts += learner.act(0);
      learner.observe(0, 1, 3, 0, false);
      assertThat(learner.act(0)).isEqualTo(1);
      learner.observe(0, 1, 0, 0, true);
      learner.episodeEnded();
    }

    assertThat(starts).isBetween(420, 580); // five standard deviations of 1000 coins
  }

  /**
   * A chain without a state twice: with constant α, Monte Carlo is n-step SARSA with an n that is
   * never reached, and SARSA(λ = 0) and n = 1 are SARSA.
   */
  @Test
  void theExtremesMeet() {
    StepSize half = StepSize.constant(0.5);
    MonteCarlo monteCarlo =
        new MonteCarlo(
            4,
            1,
            new MonteCarlo.Config(
                half, 0.5, new Exploration.EpsilonSoft(GREEDY), MonteCarlo.Visits.EVERY, LONGEST),
            Seeds.of(0));
    NStepSarsa endless =
        new NStepSarsa(4, 1, new NStepSarsa.Config(9, half, 0.5, GREEDY, 99), Seeds.of(0));
    NStepSarsa one =
        new NStepSarsa(4, 1, new NStepSarsa.Config(1, half, 0.5, GREEDY, 99), Seeds.of(0));
    SarsaLambda zero =
        new SarsaLambda(
            4,
            1,
            new SarsaLambda.Config(half, 0.5, 0, SarsaLambda.Trace.ACCUMULATING, GREEDY, LONGEST),
            Seeds.of(0));
    Sarsa sarsa = new Sarsa(4, 1, new Sarsa.Config(half, 0.5, GREEDY, LONGEST), Seeds.of(0));
    QLearning qLearning =
        new QLearning(4, 1, new QLearning.Config(half, 0.5, GREEDY, LONGEST), Seeds.of(0));
    Pcg64 random = Pcg64.of(7);
    for (int episode = 0; episode < 20; episode++) {
      for (int s = 0; s < 4; s++) {
        double reward = random.random();
        for (TabularLearner learner : List.of(monteCarlo, endless, one, zero, sarsa, qLearning)) {
          learner.observe(s, 0, reward, (s + 1) % 4, s == 3);
        }
      }
      for (TabularLearner learner : List.of(monteCarlo, endless, one, zero, sarsa, qLearning)) {
        learner.episodeEnded();
      }
    }

    assertThat(endless.q().values()).containsExactly(monteCarlo.q().values(), within(1e-15));
    assertThat(one.q().values()).containsExactly(sarsa.q().values());
    assertThat(zero.q().values()).containsExactly(sarsa.q().values());
    assertThat(qLearning.q().values()).as("one action").containsExactly(sarsa.q().values());
  }
}
