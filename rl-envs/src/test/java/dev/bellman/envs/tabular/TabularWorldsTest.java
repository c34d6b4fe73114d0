package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.Outcomes;
import dev.bellman.envs.Environments;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of all worlds, and their known optima. */
class TabularWorldsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @ParameterizedTest
  @MethodSource("dev.bellman.envs.tabular.SimulationTest#all")
  void probabilitiesSumToOne(String id) {
    FiniteMdp mdp = Environments.mdp(id, Map.of(), 0.5);
    Outcomes outcomes = mdp.outcomes();
    assertThat(outcomes.rows()).isEqualTo(mdp.states() * mdp.actions());
    for (int row = 0; row < outcomes.rows(); row++) {
      double sum = 0;
      for (int i = outcomes.first(row); i < outcomes.first(row + 1); i++) {
        sum += outcomes.probability(i);
      }
      assertThat(sum).as("row %d", row).isCloseTo(1, CLOSE);
    }
    double starts = 0;
    for (int s = 0; s < mdp.states(); s++) {
      starts += mdp.start(s);
    }
    assertThat(starts).isCloseTo(1, CLOSE);
  }

  @Test
  void gymnasiumsWorldsHaveTheirKnownOptima() {
    assertThat(best("FrozenLake-v1", Map.of(), 0.99)).isCloseTo(0.5420259320, within(1e-9));
    assertThat(best("FrozenLake-v1", Map.of(), 1)).isCloseTo(14.0 / 17, within(1e-9));
    assertThat(best("FrozenLake8x8-v1", Map.of(), 0.99)).isCloseTo(0.4146403618, within(1e-9));
    assertThat(best("FrozenLake-v1", Map.of("slippery", "false"), 0.99))
        .isCloseTo(Math.pow(0.99, 5), CLOSE);
    assertThat(best("CliffWalking-v1", Map.of(), 1)).isCloseTo(-13, CLOSE);
    assertThat(best("CliffWalking-v1", Map.of(), 0.99)).isCloseTo(-12.247897700103, CLOSE);
    assertThat(best("Taxi-v4", Map.of(), 1)).isCloseTo(7.93, CLOSE);
    assertThat(best("Taxi-v3", Map.of(), 0.99)).isCloseTo(6.3274643149, within(1e-9));
  }

  @Test
  void shortestWaysAreThoseOfTheBook() {
    assertThat(best("WindyGridworld-v0", Map.of(), 1)).isCloseTo(-15, CLOSE);
    assertThat(best("DynaMaze-v0", Map.of(), 0.95)).isCloseTo(Math.pow(0.95, 13), CLOSE);
  }

  @Test
  void aSlipperyCliffIsWorseThanADryOne() {
    double slippery = best("CliffWalkingSlippery-v1", Map.of(), 1);
    assertThat(slippery).isLessThan(-13);
    assertThat(best("CliffWalkingSlippery-v1", Map.of("slippery", "false"), 1))
        .isCloseTo(-13, CLOSE);
    assertThat(best("CliffWalking-v1", Map.of("slippery", "true"), 1)).isEqualTo(slippery);
  }

  @Test
  void aTaxiStartsIn300States() {
    FiniteMdp taxi = Environments.mdp("Taxi-v4", Map.of(), 1);
    int starts = 0;
    for (int s = 0; s < taxi.states(); s++) {
      starts += taxi.start(s) > 0 ? 1 : 0;
    }
    assertThat(starts).isEqualTo(300);
    assertThat(taxi.states()).isEqualTo(501);
  }

  @Test
  void aRandomWalkHasTheValuesOfTheBook() {
    double[] five = OptimalValues.of(Environments.mdp("RandomWalk-v0", Map.of("states", "5"), 1));
    double[] nineteen = OptimalValues.of(Environments.mdp("RandomWalk-v0", Map.of(), 1));
    for (int s = 1; s <= 5; s++) {
      assertThat(five[s]).isCloseTo(s / 6.0, within(1e-9));
    }
    for (int s = 1; s <= 19; s++) {
      assertThat(nineteen[s]).isCloseTo(s / 10.0 - 1, within(1e-9));
    }
  }

  @Test
  void aGridWorldHasTheValuesOfTheBook() {
    FiniteMdp mdp = Environments.mdp("GridWorld-v0", Map.of(), 1);
    double[] values = new double[mdp.states()];
    Outcomes outcomes = mdp.outcomes();
    for (int sweep = 0; sweep < 2_000; sweep++) {
      for (int s = 0; s < mdp.states(); s++) {
        double sum = 0;
        for (int i = outcomes.first(4 * s); i < outcomes.first(4 * s + 4); i++) {
          sum += 0.25 * outcomes.probability(i) * (outcomes.reward(i) + values[outcomes.next(i)]);
        }
        values[s] = sum;
      }
    }
    double[] book = {0, -14, -20, -22, -14, -18, -20, -20, -20, -20, -18, -14, -22, -20, -14, 0, 0};
    assertThat(values).containsExactly(book, within(1e-9));
    assertThat(OptimalValues.of(mdp))
        .containsExactly(
            new double[] {0, -1, -2, -3, -1, -2, -3, -2, -2, -3, -2, -1, -3, -2, -1, 0, 0}, CLOSE);
  }

  @Test
  void theBadWayHasMeanAndVarianceOfTheBook() {
    FiniteMdp mdp = Environments.mdp("MaximizationBias-v0", Map.of(), 1);
    Outcomes outcomes = mdp.outcomes();
    for (int row = 10; row < 20; row++) {
      double mean = mdp.reward(1, row - 10);
      double variance = 0;
      for (int i = outcomes.first(row); i < outcomes.first(row + 1); i++) {
        double off = outcomes.reward(i) - mean;
        variance += outcomes.probability(i) * off * off;
      }
      assertThat(mean).isCloseTo(-0.1, CLOSE);
      assertThat(variance).isCloseTo(1, CLOSE);
    }
    assertThat(OptimalValues.of(mdp)).containsExactly(new double[] {0, -0.1, 0, 0}, CLOSE);
  }

  private static double best(String id, Map<String, String> options, double gamma) {
    FiniteMdp mdp = Environments.mdp(id, options, gamma);
    return mdp.startValue(OptimalValues.of(mdp));
  }
}
