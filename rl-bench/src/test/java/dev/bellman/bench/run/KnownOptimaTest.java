package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.exact.BellmanOperator;
import dev.bellman.core.exact.BellmanV;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FinitePolicy;
import dev.bellman.core.exact.FixedPoint;
import dev.bellman.core.exact.Greedy;
import dev.bellman.core.exact.OptimalBellmanV;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of optima beyond the value of the start, computed once by other programs. */
class KnownOptimaTest {
  private static final double CLOSE = 1e-9;

  private static FiniteMdp mdp(String world, Map<String, String> settings, double gamma) {
    return Worlds.factory(world, settings).mdp(gamma);
  }

  private static FinitePolicy best(FiniteMdp mdp) {
    return Greedy.of(mdp, FixedPoint.of(new OptimalBellmanV(mdp)).values());
  }

  /** The value of state 0 with so many steps to go. */
  private static double limited(int steps, BellmanOperator operator) {
    double[] v = operator.mdp().zeroValues();
    for (int t = 0; t < steps; t++) {
      v = operator.apply(v);
    }
    return v[0];
  }

  @ParameterizedTest
  @CsvSource({
    "FrozenLake-v1, 100, 0.7441902878, 0.7401648978",
    "FrozenLake8x8-v1, 200, 0.9132201502, 0.8629553800"
  })
  void theLakeIsCrossedWithinALimit(String world, int steps, double optimal, double greedy) {
    FiniteMdp undiscounted = mdp(world, Map.of(), 1);
    FinitePolicy policy = best(mdp(world, Map.of(), 0.99));
    assertThat(limited(steps, new OptimalBellmanV(undiscounted))).isCloseTo(optimal, within(CLOSE));
    assertThat(limited(steps, new BellmanV(undiscounted, policy))).isCloseTo(greedy, within(CLOSE));
  }

  /** Holes and the goal, where nothing is chosen, have a 0. */
  @Test
  void theBestWayOverTheLakeIsTheKnownOne() {
    FinitePolicy policy = best(mdp("FrozenLake-v1", Map.of(), 0.99));
    int[] known = {0, 3, 3, 3, 0, 0, 0, 0, 3, 1, 0, 0, 0, 2, 1, 0};
    for (int s = 0; s < known.length; s++) {
      assertThat(policy.mode(s)).as("state %d", s).isEqualTo(known[s]);
    }
  }

  @Test
  void taxiRidesAreWorthThreeToFifteen() {
    FiniteMdp taxi = mdp("Taxi-v4", Map.of(), 1);
    double[] v = FixedPoint.of(new OptimalBellmanV(taxi)).values();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < taxi.states(); s++) {
      if (taxi.start(s) > 0) {
        least = Math.min(least, v[s]);
        most = Math.max(most, v[s]);
      }
    }
    assertThat(least).isCloseTo(3, within(CLOSE));
    assertThat(most).isCloseTo(15, within(CLOSE));
  }
}
