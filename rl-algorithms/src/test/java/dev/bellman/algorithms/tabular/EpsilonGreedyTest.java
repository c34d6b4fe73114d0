package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.random.Pcg64;
import dev.bellman.core.training.Schedule;
import org.junit.jupiter.api.Test;

/** Q(0, ·) = 1, 5, 2, 5: two actions are the best. */
class EpsilonGreedyTest {
  private static final int DRAWS = 40_000;

  private final QTable q = table();
  private final EpsilonGreedy policy = new EpsilonGreedy(Schedule.constant(0.2), Pcg64.of(1));

  private static QTable table() {
    QTable q = new QTable(1, 4);
    double[] values = {1, 5, 2, 5};
    for (int a = 0; a < 4; a++) {
      q.set(a, values[a]);
    }
    return q;
  }

  /** ε/A = 0.05, and half of 0.8 for each of the best. */
  @Test
  void theBestShareWhatIsNotExplored() {
    double[] expected = {0.05, 0.45, 0.05, 0.45};
    for (int a = 0; a < 4; a++) {
      assertThat(policy.probability(q, 0, a)).isCloseTo(expected[a], within(1e-15));
    }
  }

  /** 0.05·1 + 0.45·5 + 0.05·2 + 0.45·5. */
  @Test
  void theExpectationIsThatOfTheProbabilities() {
    assertThat(policy.expectation(q, 0)).isCloseTo(4.65, within(1e-14));
  }

  /** Five standard deviations of a frequency of 0.45 are 0.0124. */
  @Test
  void drawsFollowTheProbabilities() {
    int[] counts = new int[4];
    for (int i = 0; i < DRAWS; i++) {
      counts[policy.draw(q, 0)]++;
    }
    for (int a = 0; a < 4; a++) {
      assertThat((double) counts[a] / DRAWS).isCloseTo(policy.probability(q, 0, a), within(0.0125));
    }
  }

  @Test
  void theGreedyActionIsTheFirstOfTheBest() {
    assertThat(q.best(0)).isEqualTo(1);
  }

  @Test
  void epsilonFollowsItsSchedule() {
    EpsilonGreedy falling = new EpsilonGreedy(Schedule.linear(0.8), Pcg64.of(1));
    falling.schedule(0.25);

    assertThat(falling.epsilon()).isEqualTo(0.2);
  }
}
