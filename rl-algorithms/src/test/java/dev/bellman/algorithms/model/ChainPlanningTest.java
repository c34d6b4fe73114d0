package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Planning against exact dynamic programming: six states in a row with a pit between 1 and 3, which
 * only those cross who look more than a step ahead. The action, a number, means left, stay or right
 * below −1/3, between, and above 1/3. Observations are the state and the number of steps to come.
 *
 * <p>Each search found all optima for each of 200 seeds; a test runs ten.
 */
class ChainPlanningTest {
  private static final double[] REWARD = {0.1, 0.2, -0.3, 0.4, 0.6, 1};
  private static final int STATES = REWARD.length;
  private static final int HORIZON = 6;
  private static final double GAMMA = 0.9;
  private static final int SEEDS = 10;
  private static final Box ACTIONS = Box.uniform(1, -1, 1);

  static List<Search> searches() {
    return List.of(new Cem(2000, 100, 5, 0.1, 1e-3), new RandomShooting(10_000));
  }

  private static int next(int state, float action) {
    int step = action < -1 / 3f ? -1 : action > 1 / 3f ? 1 : 0;
    return Math.clamp(state + step, 0, STATES - 1);
  }

  /** The exact model: rewards after the end are 0. */
  private static void returns(
      float[] observations, int at, int count, float[] sequences, double[] out) {
    for (int i = 0; i < count; i++) {
      int state = (int) observations[at];
      double discount = 1;
      out[i] = 0;
      for (int t = 0; t < Math.min(HORIZON, observations[at + 1]); t++) {
        state = next(state, sequences[i * HORIZON + t]);
        out[i] += discount * REWARD[state];
        discount *= GAMMA;
      }
    }
  }

  /** V*(s) with so many steps to come, or the value of who takes the largest next reward. */
  private static double value(int state, int steps, boolean greedy) {
    double best = Double.NEGATIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int action = -1; steps > 0 && action <= 1; action++) {
      int next = next(state, action);
      double value = REWARD[next] + GAMMA * value(next, steps - 1, greedy);
      boolean better = greedy ? REWARD[next] > largest : value > best;
      best = better ? value : best;
      largest = Math.max(largest, REWARD[next]);
    }
    return steps == 0 ? 0 : best;
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_plan_is_worth_what_dynamic_programming_says(Search search) {
    assertThat(value(1, HORIZON, true)).isLessThan(value(1, HORIZON, false) - 0.5);
    Box plans = Box.uniform(HORIZON, -1, 1);
    for (int seed = 0; seed < SEEDS; seed++) {
      Maximizer maximizer = search.over(plans, Seeds.of(seed).stream("plan"));
      for (int state = 0; state < STATES; state++) {
        float[] observation = {state, HORIZON};
        float[] plan = new float[HORIZON];
        maximizer.maximize((count, x, out) -> returns(observation, 0, count, x, out), plan);
        double[] planned = new double[1];
        returns(observation, 0, 1, plan, planned);
        assertThat(planned[0])
            .as("seed %d, state %d", seed, state)
            .isCloseTo(value(state, HORIZON, false), within(1e-12));
      }
    }
  }

  /** Six environments, one for each state, play an episode of six steps. */
  @ParameterizedTest
  @MethodSource("searches")
  void planning_again_at_each_step_earns_what_dynamic_programming_says(Search search) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Mpc mpc =
          new Mpc(
              2,
              ACTIONS,
              HORIZON,
              search,
              ChainPlanningTest::returns,
              Seeds.of(seed).stream("plan"));
      float[] observations = new float[2 * STATES];
      float[] actions = new float[STATES];
      double[] earned = new double[STATES];
      for (int i = 0; i < STATES; i++) {
        observations[2 * i] = i;
      }
      for (int t = 0; t < HORIZON; t++) {
        for (int i = 0; i < STATES; i++) {
          observations[2 * i + 1] = HORIZON - t;
        }
        mpc.act(observations, STATES, actions);
        for (int i = 0; i < STATES; i++) {
          int state = next((int) observations[2 * i], actions[i]);
          observations[2 * i] = state;
          earned[i] += Math.pow(GAMMA, t) * REWARD[state];
        }
      }
      for (int i = 0; i < STATES; i++) {
        assertThat(earned[i])
            .as("seed %d, state %d", seed, i)
            .isCloseTo(value(i, HORIZON, false), within(1e-12));
      }
    }
  }
}
