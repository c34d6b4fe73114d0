package dev.bellman.algorithms.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.algorithms.Clock;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffPolicyTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final float GAMMA = 0.9f;
  private static final int CHOSEN = 2;

  private final List<Clock<Discrete>> clocks = new ArrayList<>();
  private final CountingLearner learner = new CountingLearner(CHOSEN, 20);

  private OffPolicy loop(long terminates, long truncated, OffPolicy.Config config) {
    return OffPolicy.of(
        () -> {
          clocks.add(new Clock<>(new Discrete(3), terminates, truncated, t -> t));
          return clocks.getLast();
        },
        config,
        Seeds.of(0),
        OffPolicy.Replays.uniform(GAMMA),
        (_, _) -> learner);
  }

  private static OffPolicy.Config config(int environments) {
    return new OffPolicy.Config(environments, 120, 0, 1, 1);
  }

  /** No step leads to the first observation of an episode, which each episode does begin with. */
  @ParameterizedTest
  @CsvSource({"1, 5, 1000", "3, 5, 1000", "3, 1000, 5", "2, 1, 1000", "2, 1000, 1", "2, 4, 4"})
  void the_first_observation_of_an_episode_is_never_what_a_step_leads_to(
      int environments, long terminates, long truncated) {
    OffPolicy loop = loop(terminates, truncated, config(environments));
    loop.train(300, TrainingListener.NONE);

    ReplayBuffer buffer = loop.replay().buffer();
    long length = Math.min(terminates, truncated);
    for (int row = 0; row < buffer.size(); row++) {
      float before = buffer.observations()[row] == Clock.FIRST ? 0 : buffer.observations()[row];
      boolean last = before + 1 == length;
      assertThat(buffer.nextRows(row)[buffer.nextRow(row)]).isEqualTo(before + 1);
      assertThat(buffer.terminated()[row]).isEqualTo(last && terminates == length ? 1 : 0);
      assertThat(buffer.truncated()[row]).isEqualTo(last && truncated == length ? 1 : 0);
    }
    assertThat(Arrays.copyOf(buffer.observations(), buffer.size())).contains(Clock.FIRST);
    assertThat(learner.seen).isNotEmpty().noneMatch(t -> t[2] == Clock.FIRST);
  }

  /** Termination takes the discount away, with truncation or without; truncation alone does not. */
  @ParameterizedTest
  @CsvSource({"4, 1000, 0", "4, 4, 0", "1000, 4, 0.9"})
  void only_termination_takes_the_discount_away(long terminates, long truncated, float last) {
    OffPolicy loop = loop(terminates, truncated, config(2));
    loop.train(200, TrainingListener.NONE);

    assertThat(learner.seen).anyMatch(t -> t[2] == 4);
    assertThat(learner.seen).allMatch(t -> t[1] == (t[2] == 4 ? last : GAMMA));
  }

  /** The update after the step that makes them more than learningStarts, if its turn has come. */
  @ParameterizedTest
  @CsvSource({
    // N, starts, every, updates, limit -> updates in all
    "1, 0, 1, 1, 10, 10",
    "1, 0, 4, 1, 10, 2",
    "1, 0, 4, 3, 10, 6",
    "1, 5, 1, 1, 10, 5",
    "1, 5, 4, 2, 12, 4", // after steps 8 and 12
    "3, 0, 1, 1, 10, 3", // the tenth step does not go into three
    "3, 6, 1, 2, 30, 16", // after steps 9, 12, …, 30
    "3, 0, 2, 5, 30, 25",
    "4, 400, 1, 1, 400, 0"
  })
  void updates_come_when_their_turn_has_come(
      int environments, long starts, int every, int updates, long limit, int expected) {
    OffPolicy loop =
        loop(NEVER, 7, new OffPolicy.Config(environments, 500, starts, every, updates));
    loop.train(limit, TrainingListener.NONE);

    assertThat(loop.updates()).isEqualTo(expected);
    assertThat(loop.steps()).isEqualTo(limit - limit % environments);
    assertThat(clocks.getFirst().received()).hasSize((int) (limit / environments));
  }

  @Test
  void the_first_actions_are_drawn_uniformly_and_the_others_by_the_learner() {
    OffPolicy loop = loop(NEVER, 7, new OffPolicy.Config(2, 500, 60, 1, 1));
    loop.train(100, TrainingListener.NONE);

    List<Float> first = new ArrayList<>();
    for (Clock<Discrete> clock : clocks.subList(0, 2)) {
      clock.received().subList(0, 30).forEach(a -> first.add(a[0]));
      assertThat(clock.received().subList(30, 50)).allMatch(a -> a[0] == CHOSEN);
    }
    assertThat(first).contains(0f, 1f, 2f);
    assertThat(learner.acted).hasSize(20);
  }

  /** What is left before the step that they belong to. */
  @Test
  void schedules_see_what_is_left_of_the_whole() {
    OffPolicy loop = loop(NEVER, 7, config(2));
    loop.train(8, TrainingListener.NONE);

    assertThat(learner.acted).containsExactly(1.0, 0.75, 0.5, 0.25);
    assertThat(learner.updated).containsExactly(1.0, 0.75, 0.5, 0.25);
  }

  @Test
  void the_learner_is_told_whose_episode_ended() {
    OffPolicy loop = loop(3, NEVER, config(2));
    loop.train(14, TrainingListener.NONE);

    assertThat(learner.ended).containsExactly(0, 1, 0, 1);
    assertThat(loop.episodes().count()).isEqualTo(4);
  }

  /** So that a row and the next of its environment are N apart, also where the ring begins anew. */
  @Test
  void a_buffer_holds_whole_steps_of_all_environments() {
    OffPolicy loop = loop(NEVER, 50, new OffPolicy.Config(3, 100, 0, 1, 1));
    assertThat(loop.replay().buffer().capacity()).isEqualTo(99);
  }

  @Test
  void numbers_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OffPolicy.Config(3, 2, 0, 1, 1))
        .withMessageContaining("bufferSize must be ≥ environments, but is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OffPolicy.Config(1, 2, 0, 0, 1))
        .withMessageContaining("trainEvery");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OffPolicy.Config(1, 2, 0, 1, 0))
        .withMessageContaining("updates");
  }
}
