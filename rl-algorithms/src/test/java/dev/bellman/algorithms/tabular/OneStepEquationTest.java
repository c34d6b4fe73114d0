package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Schedule;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Three transitions, worked by hand with α = ½ and γ = ½; states 0, 1, 2 and actions 0, 1. */
class OneStepEquationTest {
  private static final StepSize HALF = StepSize.constant(0.5);
  private static final int LONGEST = 100;

  /** Q(0, 1) ← 1, Q(1, 0) ← 2, and what the third does to Q(0, 1) is the algorithm's matter. */
  private static void threeTransitions(TabularLearner learner) {
    learner.observe(0, 1, 2, 1, false); // y = 2 + ½·0
    learner.observe(1, 0, 4, 2, true); // y = 4
    learner.episodeEnded();
    learner.observe(0, 1, 1, 1, false);
  }

  /** y = 1 + ½·max(2, 0) = 2: Q(0, 1) = 1 + ½·(2 − 1). */
  @Test
  void qLearningTakesTheBestNextAction() {
    QLearning learner = new QLearning(3, 2, qLearning(0.5), Seeds.of(0));
    threeTransitions(learner);

    assertThat(learner.q().values()).containsExactly(0, 1.5, 2, 0, 0, 0);
    assertThat(learner.updates()).isEqualTo(3);
    assertThat(learner.metrics())
        .containsEntry("meanAbsoluteTdError", (2 + 4 + 1) / 3.0)
        .containsEntry("epsilon", 0.5)
        .containsEntry("stepSize", 0.5);
  }

  /** A time limit is no end: after (1, 1) with r = 0 in state 0, y = 0 + ½·1.5. */
  @Test
  void anEpisodeThatIsTruncatedIsBootstrapped() {
    QLearning learner = new QLearning(3, 2, qLearning(0.5), Seeds.of(0));
    threeTransitions(learner);
    learner.observe(1, 1, 0, 0, false);
    learner.episodeEnded();

    assertThat(learner.q().value(1, 1)).isEqualTo(0.375);
  }

  private static QLearning.Config qLearning(double epsilon) {
    return new QLearning.Config(HALF, 0.5, Schedule.constant(epsilon), LONGEST);
  }

  /** With ε = ½ state 1 is worth ½·1 + ½·2: y = 1 + ½·1.5, Q(0, 1) = 1 + ½·0.75. */
  @Test
  void expectedSarsaTakesTheMeanOfTheNextActions() {
    ExpectedSarsa.Config config =
        new ExpectedSarsa.Config(HALF, 0.5, Schedule.constant(0.5), LONGEST);
    ExpectedSarsa learner = new ExpectedSarsa(3, 2, config, Seeds.of(0));
    threeTransitions(learner);

    assertThat(learner.q().values()).containsExactly(0, 1.375, 2, 0, 0, 0);
  }

  /** y = 1 + ½·Q(1, a′), and the next step takes this a′, whichever the seed draws. */
  @Test
  void sarsaTakesTheActionThatItHasUsed() {
    BitSet drawn = new BitSet();
    for (int seed = 0; seed < 16; seed++) {
      Sarsa.Config config = new Sarsa.Config(HALF, 0.5, Schedule.constant(1), LONGEST);
      Sarsa learner = new Sarsa(3, 2, config, Seeds.of(seed));
      threeTransitions(learner);
      int nextAction = learner.act(1);

      double y = 1 + 0.5 * learner.q().value(1, nextAction);
      assertThat(learner.q().values()).containsExactly(0, 1 + 0.5 * (y - 1), 2, 0, 0, 0);
      drawn.set(nextAction);
    }
    assertThat(drawn.cardinality()).as("different next actions").isEqualTo(2);
  }

  /** What was drawn for the state in which a time limit cut is not taken in the next episode. */
  @Test
  void sarsaForgetsItsNextActionAtTheEndOfAnEpisode() {
    Sarsa.Config config = new Sarsa.Config(HALF, 0.5, Schedule.constant(0), LONGEST);
    Sarsa learner = new Sarsa(3, 2, config, Seeds.of(0));
    learner.observe(1, 0, 4, 2, true);
    learner.episodeEnded();
    learner.observe(0, 1, 2, 1, false); // draws 0, the best in state 1; now 1 is the best in 0
    learner.episodeEnded();

    assertThat(learner.act(0)).isEqualTo(1);
  }

  /**
   * Whichever table the coin picks: it moves to r + γ·(the other table's value of its own best
   * action), the other stays, and the policy sees their sum.
   */
  @Test
  void doubleQLearningMovesOneTableTowardsTheJudgementOfTheOther() {
    BitSet moved = new BitSet();
    for (int seed = 0; seed < 16; seed++) {
      DoubleQLearning.Config config =
          new DoubleQLearning.Config(HALF, 0.5, Schedule.constant(1), LONGEST);
      DoubleQLearning learner = new DoubleQLearning(3, 2, config, Seeds.of(seed));
      for (int i = 0; i < 5; i++) {
        learner.observe(1, i % 2, 4 - i, 2, true);
        learner.episodeEnded();
      }
      double[][] before = {values(learner, "first"), values(learner, "second")};
      learner.observe(0, 1, 1, 1, false);
      double[][] after = {values(learner, "first"), values(learner, "second")};

      int i = after[0][1] == before[0][1] ? 1 : 0;
      int best = before[i][3] > before[i][2] ? 3 : 2;
      double y = 1 + 0.5 * before[1 - i][best];
      double[] expected = before[i].clone();
      expected[1] = 0.5 * y;
      assertThat(after[i]).as("seed %s", seed).containsExactly(expected);
      assertThat(after[1 - i]).as("seed %s", seed).containsExactly(before[1 - i]);
      for (int cell = 0; cell < 6; cell++) {
        assertThat(learner.q().values()[cell]).isEqualTo(after[0][cell] + after[1][cell]);
      }
      moved.set(i);
    }
    assertThat(moved.cardinality()).as("different tables").isEqualTo(2);
  }

  private static double[] values(DoubleQLearning learner, String table) {
    double[] values = new double[6];
    InMemoryState.of(learner).scope(table).get("values", values);
    return values;
  }

  /** Three updates with r = 1 in a loop: ½, ½ + ½·(1.25 − ½), 0.875 + ½·(1.4375 − 0.875). */
  @Test
  void dynaQRepeatsWhatItHasSeen() {
    DynaQ learner = dynaQ(2);
    learner.observe(0, 0, 1, 0, false);

    assertThat(learner.q().value(0, 0)).isEqualTo(1.15625);
    assertThat(learner.updates()).isEqualTo(3);
  }

  /** The model knows ends: four updates towards 1, whatever state 1 is worth. */
  @Test
  void dynaQKnowsEnds() {
    DynaQ learner = dynaQ(0);
    learner.observe(1, 1, 100, 2, true);
    DynaQ planning = dynaQ(3);
    InMemoryState.of(learner).restore(planning);
    planning.episodeEnded();
    for (int i = 0; i < 50; i++) {
      planning.observe(0, 0, 1, 1, true);
    }

    assertThat(planning.q().value(0, 0)).isCloseTo(1, within(1e-9));
    assertThat(planning.q().value(1, 1)).isCloseTo(100, within(1e-3));
  }

  private static DynaQ dynaQ(int planningSteps) {
    DynaQ.Config config = new DynaQ.Config(HALF, 0.5, planningSteps, Schedule.constant(0), LONGEST);
    return new DynaQ(3, 2, config, Seeds.of(0));
  }
}
