package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  private static final Dataset.Origin ORIGIN =
      new Dataset.Origin("Line-v0", Box.uniform(2, -1000, 1000), Box.uniform(1, -1, 1), "somebody");

  private final DatasetBuilder builder = new DatasetBuilder(ORIGIN);

  /**
   * Observation t of episode e is (10·e + t, −t), the action before it t/100, its reward as given.
   */
  private void add(int e, boolean terminated, boolean truncated, double... rewards) {
    builder.begin(new float[] {10 * e, 0});
    for (int t = 1; t <= rewards.length; t++) {
      boolean last = t == rewards.length;
      builder.step(
          new float[] {t / 100f},
          rewards[t - 1],
          terminated && last,
          truncated && last,
          new float[] {10 * e + t, -t});
    }
  }

  private Dataset three() {
    add(0, true, false, 1, 2);
    add(1, false, true, 3, 0, 0);
    add(2, false, false, 0, 2);
    return builder.build();
  }

  @Test
  void an_episode_has_an_observation_more_than_steps() {
    Dataset data = three();

    assertThat(data.episodes()).isEqualTo(3);
    assertThat(data.steps()).isEqualTo(7);
    assertThat(data.observations()).hasSize(2 * 10);
    for (int e = 0; e < 3; e++) {
      assertThat(data.length(e)).isEqualTo(data.end(e) - data.start(e)).isEqualTo(e == 1 ? 3 : 2);
      for (int t = 0; t <= data.length(e); t++) {
        int row = data.observationRow(e) + t;
        assertThat(Arrays.copyOfRange(data.observations(), 2 * row, 2 * row + 2))
            .containsExactly(10 * e + t, -t);
      }
      for (int step = data.start(e); step < data.end(e); step++) {
        assertThat(data.actions()[step]).isEqualTo((step - data.start(e) + 1) / 100f);
      }
    }
    assertThat(data.rewards()).containsExactly(1, 2, 3, 0, 0, 0, 2);
    assertThat(data.terminated()).containsExactly(false, true, false, false, false, false, false);
    assertThat(data.truncated()).containsExactly(false, false, false, false, true, false, false);
  }

  /** What was cut is truncated there; what terminated is not, though it may have been both. */
  @Test
  void a_buffer_learns_where_episodes_ended() {
    add(0, true, true, 1, 2);
    add(1, false, true, 3);
    add(2, false, false, 4, 5);
    add(3, true, false, 6);
    Dataset data = builder.build();
    ReplayBuffer buffer = new ReplayBuffer(6, 2, 1);
    data.addTo(buffer);

    assertThat(buffer.size()).isEqualTo(6);
    assertThat(buffer.terminated()).containsExactly(0, 1, 0, 0, 0, 1);
    assertThat(buffer.truncated()).containsExactly(0, 0, 1, 0, 1, 0);
    assertThat(buffer.rewards()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(buffer.observations()).containsExactly(0, 0, 1, -1, 10, 0, 20, 0, 21, -1, 30, 0);
    assertThat(ReplayBufferTest.nextObservations(buffer))
        .containsExactly(1, -1, 2, -2, 11, -1, 21, -1, 22, -2, 31, -1);
    assertThat(buffer.actions()).containsExactly(.01f, .02f, .01f, .01f, .02f, .01f);
  }

  @Test
  void returns_are_sums_of_rewards() {
    add(0, true, false, 1, 2, 4);
    Dataset data = builder.build();
    assertThat(data.episodeReturn(0)).isEqualTo(7);
    assertThat(data.discountedReturn(0, 0.5)).isEqualTo(3);
    assertThat(data.discountedReturn(0, 0)).isEqualTo(1);
  }

  /** With γ = 1 the returns are 3, 3 and 2, with γ = ½ they are 2, 3 and 1. */
  @ParameterizedTest
  @CsvSource({
    // of three, the nearest whole number, but never none -> the first observations
    "1, 1, 0 10 20",
    "0.84, 1, 0 10 20",
    "0.83, 1, 0 10", // 2.49 episodes
    "0.5, 1, 0 10",
    "0.1, 1, 0", // the first of two that are alike
    "0.1, 0.5, 10",
    "0.5, 0.5, 0 10"
  })
  void the_best_episodes_stay_in_their_order(double fraction, double gamma, String first) {
    Dataset best = three().best(fraction, gamma);

    StringBuilder found = new StringBuilder();
    for (int e = 0; e < best.episodes(); e++) {
      found.append(' ').append((int) best.observations()[2 * best.observationRow(e)]);
    }
    assertThat(found.toString().strip()).isEqualTo(first);
    assertThat(best.origin()).isEqualTo(ORIGIN);
  }

  @Test
  void an_episode_that_is_chosen_is_all_there() {
    Dataset best = three().best(0.1, 0.5);
    assertThat(best.observations()).containsExactly(10, 0, 11, -1, 12, -2, 13, -3);
    assertThat(best.actions()).containsExactly(.01f, .02f, .03f);
    assertThat(best.rewards()).containsExactly(3, 0, 0);
    assertThat(best.terminated()).containsExactly(false, false, false);
    assertThat(best.truncated()).containsExactly(false, false, true);
  }

  @ParameterizedTest
  @CsvSource({"0", "-0.1", "1.01", "NaN"})
  void a_fraction_out_of_its_range_is_refused(double fraction) {
    Dataset data = three();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.best(fraction, 1))
        .withMessage("Dataset: fraction must be in (0, 1], but is " + fraction);
  }

  private void refuse(String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  @Test
  void numbers_that_are_not_finite_are_named() {
    add(0, true, false, 1);
    add(1, true, false, 1, Double.NaN);
    refuse("Dataset: the reward at step 1 of episode 1 is NaN");
  }

  @Test
  void so_are_observations_the_last_one_included() {
    add(0, true, false, 1, 1);
    builder.begin(new float[] {0, 0});
    builder.step(new float[1], 1, true, false, new float[] {0, Float.POSITIVE_INFINITY});
    refuse("Dataset: the observation at step 1 of episode 1 is Infinity");
  }

  @Test
  void so_are_observations_outside_of_their_space() {
    add(0, true, false, 1);
    builder.begin(new float[2]);
    builder.step(new float[1], 0, true, false, new float[] {0, -1001});
    refuse(
        "Dataset: the observation at step 1 of episode 1 is [0.0, -1001.0], which is not in "
            + ORIGIN.observationSpace());
  }

  @Test
  void so_are_actions_outside_of_their_space() {
    add(0, true, false, 1);
    builder.begin(new float[2]);
    builder.step(new float[] {0.5f}, 0, false, false, new float[2]);
    builder.step(new float[] {1.5f}, 0, false, false, new float[2]);
    refuse(
        "Dataset: the action at step 1 of episode 1 is [1.5], which is not in Box([-1.0], [1.0])");
  }

  @Test
  void an_action_that_is_no_number_is_outside_too() {
    builder.begin(new float[2]);
    builder.step(new float[] {Float.NaN}, 0, true, false, new float[2]);
    refuse(
        "Dataset: the action at step 0 of episode 0 is [NaN], which is not in Box([-1.0], [1.0])");
  }

  @Test
  void a_choice_that_there_is_not_is_refused() {
    DatasetBuilder choices =
        new DatasetBuilder(
            new Dataset.Origin("", Box.uniform(1, 0, 1), new Discrete(2), "somebody"));
    choices.begin(new float[1]);
    choices.step(new float[] {2}, 0, true, false, new float[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(choices::build)
        .withMessage(
            "Dataset: the action at step 0 of episode 0 is [2.0], which is not in "
                + new Discrete(2));
  }

  /** The last observation of an episode included. */
  @ParameterizedTest
  @CsvSource({"0, 4", "1, -1", "2, 0.5"})
  void so_is_a_number_that_there_is_not(int step, float wrong) {
    Discrete four = new Discrete(4);
    DatasetBuilder numbers =
        new DatasetBuilder(new Dataset.Origin("", four, Box.uniform(1, 0, 1), "somebody"));
    float[] seen = {3, 0, 3};
    seen[step] = wrong;
    numbers.begin(new float[1]);
    numbers.step(new float[1], 0, true, false, new float[1]);
    numbers.begin(new float[] {seen[0]});
    numbers.step(new float[1], 0, false, false, new float[] {seen[1]});
    numbers.step(new float[1], 0, true, false, new float[] {seen[2]});
    assertThatIllegalArgumentException()
        .isThrownBy(numbers::build)
        .withMessage(
            "Dataset: the observation at step "
                + step
                + " of episode 1 is ["
                + wrong
                + "], which is not in "
                + four);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void nothing_follows_the_end_of_an_episode(boolean terminated, boolean truncated) {
    builder.begin(new float[2]);
    builder.step(new float[1], 0, false, false, new float[2]);
    builder.step(new float[1], 0, terminated, truncated, new float[2]);
    builder.step(new float[1], 0, false, false, new float[2]);
    refuse("Dataset: episode 0 ends at step 1, but goes on after it");
  }

  @Test
  void nothing_is_no_dataset() {
    String message = "Dataset: there must be at least one episode, each with at least one step";
    refuse(message);
    builder.begin(new float[2]);
    refuse(message);
    for (int[] starts : new int[][] {{}, {0}, {1, 2}, {0, 1, 1}, {0, 0, 1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Dataset(
                      ORIGIN,
                      starts,
                      new float[6],
                      new float[1],
                      new float[1],
                      new boolean[1],
                      new boolean[1]))
          .withMessage(message);
    }
  }

  private static Dataset ofLengths(
      int observations, int actions, int rewards, int terminated, int truncated) {
    return new Dataset(
        ORIGIN,
        new int[] {0, 2, 3},
        new float[observations],
        new float[actions],
        new float[rewards],
        new boolean[terminated],
        new boolean[truncated]);
  }

  @ParameterizedTest
  @CsvSource({
    "9, 3, 3, 3, 3, observations has 9 numbers; but there should be 10",
    "10, 4, 3, 3, 3, actions has 4 numbers; but there should be 3",
    "10, 3, 2, 3, 3, rewards has 2 numbers; but there should be 3",
    "10, 3, 3, 2, 3, terminated has 2 numbers; but there should be 3",
    "10, 3, 3, 3, 4, truncated has 4 numbers; but there should be 3"
  })
  void lengths_that_do_not_agree_are_refused(
      int observations, int actions, int rewards, int terminated, int truncated, String message) {
    assertThat(ofLengths(10, 3, 3, 3, 3).steps()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofLengths(observations, actions, rewards, terminated, truncated))
        .withMessage("Dataset: " + message.replace(';', ','));
  }

  @Test
  void an_episode_without_a_step_is_forgotten() {
    builder.begin(new float[] {7, 7});
    add(1, true, false, 1);
    builder.begin(new float[] {8, 8});
    builder.begin(new float[] {9, 9});
    Dataset data = builder.build();

    assertThat(data.episodes()).isEqualTo(1);
    assertThat(data.observations()).containsExactly(10, 0, 11, -1);
  }

  @Test
  void a_step_needs_an_episode() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> builder.step(new float[1], 0, false, false, new float[2]))
        .withMessage("DatasetBuilder: no episode has begun");
  }

  /** Far beyond the room there is at first; what was built before does not change. */
  @Test
  void a_builder_grows() {
    add(0, true, false, 1);
    Dataset before = builder.build();
    for (int e = 1; e < 60; e++) {
      add(e, e % 2 == 0, e % 3 == 0, new double[e]);
    }
    Dataset data = builder.build();

    assertThat(before.steps()).isEqualTo(1);
    assertThat(before.observations()).containsExactly(0, 0, 1, -1);
    assertThat(builder.steps()).isEqualTo(data.steps()).isEqualTo(1 + 59 * 60 / 2);
    for (int e = 1; e < 60; e++) {
      assertThat(data.length(e)).isEqualTo(e);
      int last = data.observationRow(e) + e;
      assertThat((double) data.observations()[2 * last]).isCloseTo(11 * e, within(0.0));
      assertThat(data.terminated()[data.end(e) - 1]).isEqualTo(e % 2 == 0);
      assertThat(data.truncated()[data.end(e) - 1]).isEqualTo(e % 3 == 0);
    }
  }
}
