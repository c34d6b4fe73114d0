package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MpcTest {

  /** Searches nothing: the plan is the one that was kept. */
  private static final Cem KEEPS = new Cem(1, 1, 1, 0, Double.POSITIVE_INFINITY);

  private static final ReturnModel NOTHING = (_, _, _, _, _) -> {};

  /** Centres 0 and 6. */
  private static final Box ACTIONS = new Box(new float[] {-1, 2}, new float[] {1, 10});

  static List<Search> searches() {
    return List.of(new Cem(40, 5, 3, 0.1, 0), new RandomShooting(40));
  }

  private static Mpc planner(Search search, ReturnModel model) {
    return new Mpc(1, ACTIONS, 3, search, model, Seeds.of(1).stream("plan"));
  }

  /** Prefers a₀ = (0.5, 8)·s and so on, each row its own. */
  private static void prefers(
      float[] observations, int at, int count, float[] sequences, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = 0;
      for (int j = 0; j < 6; j++) {
        double preferred = j % 2 == 0 ? 0.5 * observations[at] : 6 + 2 * observations[at];
        out[i] -= Math.pow(sequences[i * 6 + j] - preferred, 2);
      }
    }
  }

  /** A planner that keeps these plans, [rows, 3 · 2]. */
  private static Mpc keeping(float... plans) {
    Mpc mpc = planner(KEEPS, NOTHING);
    InMemoryState state = InMemoryState.of(mpc);
    InMemoryState changed = new InMemoryState();
    changed.scope("search").put("state", longs(state.scope("search"), "state"));
    changed.put("plans", plans);
    changed.restore(mpc);
    return mpc;
  }

  private static long[] longs(StateReader in, String name) {
    long[] values = new long[in.length(name)];
    in.get(name, values);
    return values;
  }

  private static float[] act(Mpc mpc, float... observations) {
    float[] actions = new float[2 * observations.length];
    mpc.act(observations, observations.length, actions);
    return actions;
  }

  @Test
  void the_kept_plan_moves_on_by_an_action_and_ends_with_centres() {
    Mpc mpc = keeping(.1f, 3, .2f, 4, .3f, 5, -.1f, 7, -.2f, 8, -.3f, 9);

    assertThat(act(mpc, 0, 0)).containsExactly(.1f, 3, -.1f, 7);
    assertThat(act(mpc, 0, 0)).containsExactly(.2f, 4, -.2f, 8);
    assertThat(act(mpc, 0, 0)).containsExactly(.3f, 5, -.3f, 9);
    assertThat(act(mpc, 0, 0)).containsExactly(0, 6, 0, 6);
  }

  @Test
  void the_end_of_an_episode_makes_its_row_alone_forget() {
    Mpc mpc = keeping(.1f, 3, .2f, 4, .3f, 5, -.1f, 7, -.2f, 8, -.3f, 9);

    mpc.episodeEnded(0);
    mpc.episodeEnded(5); // never seen: there is nothing to forget

    assertThat(act(mpc, 0, 0)).containsExactly(0, 6, -.1f, 7);
    assertThat(act(mpc, 0, 0)).containsExactly(0, 6, -.2f, 8);
  }

  @Test
  void rows_that_come_later_begin_with_centres() {
    Mpc mpc = keeping(.1f, 3, .2f, 4, .3f, 5);
    assertThat(act(mpc, 0, 0, 0)).containsExactly(.1f, 3, 0, 6, 0, 6);
    assertThat(act(mpc, 0)).containsExactly(.2f, 4);
    assertThat(act(mpc, 0, 0)).containsExactly(.3f, 5, 0, 6);
  }

  /** Observations have three floats; the model sees where each row begins, and all of its plan. */
  @Test
  void each_row_is_planned_from_its_own_observation() {
    Cem thorough = new Cem(500, 50, 20, 0.1, 1e-8);
    ReturnModel model =
        (observations, at, count, sequences, out) ->
            prefers(observations, at + 2, count, sequences, out);
    Mpc mpc = new Mpc(3, ACTIONS, 3, thorough, model, Seeds.of(2).stream("plan"));
    float[] observations = {9, 9, 1, 9, 9, -1, 9, 9, 0, 9, 9, 9};
    float[] actions = new float[6];

    mpc.act(observations, 3, actions);

    assertThat(actions).containsExactly(new float[] {.5f, 8, -.5f, 4, 0, 6}, within(1e-3f));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_restored_planner_plans_the_same(Search search) {
    Mpc first = planner(search, MpcTest::prefers);
    for (int i = 0; i < 5; i++) {
      act(first, 0.3f, -0.2f);
    }
    InMemoryState middle = InMemoryState.of(first);
    float[][] rest = {act(first, 0.3f, -0.2f), act(first, 1, 1), act(first, -1, 0)};

    Mpc second = planner(search, MpcTest::prefers);
    act(second, 1, 1, 1); // has another state before
    middle.restore(second);

    assertThat(InMemoryState.of(second)).isEqualTo(middle);
    assertThat(new float[][] {act(second, 0.3f, -0.2f), act(second, 1, 1), act(second, -1, 0)})
        .isDeepEqualTo(rest);
  }

  @Test
  void a_model_that_predicts_nothing_leaves_the_plan() {
    for (Search search : searches()) {
      Mpc mpc = planner(search, (_, _, _, _, out) -> Arrays.fill(out, Double.NaN));
      assertThat(act(mpc, 1, 2)).containsExactly(0, 6, 0, 6);
    }
  }

  @Test
  void what_is_out_of_range_is_refused() {
    Pcg64 random = Pcg64.of(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mpc(1, ACTIONS, 0, KEEPS, NOTHING, random))
        .withMessage("mpc: horizon must be at least 1, but is 0");
    Box endless = new Box(new float[] {0, 0}, new float[] {1, Float.POSITIVE_INFINITY});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mpc(1, endless, 2, KEEPS, NOTHING, random))
        .withMessage("cem: all bounds must be finite, but component 1 has 0.0, Infinity");
  }
}
