package dev.bellman.algorithms.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.algorithms.Clock;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnPolicyTest {
  private static final long NEVER = Long.MAX_VALUE;

  private final List<Clock<?>> clocks = new ArrayList<>();

  private <A extends Space> OnPolicy loop(
      A actions, long terminates, long truncated, int n, int steps, OnPolicyLearner learner) {
    List<Clock<A>> made =
        Stream.generate(() -> new Clock<>(actions, terminates, truncated, t -> t + 0.5))
            .limit(n)
            .toList();
    clocks.addAll(made);
    VectorEnvironment<A> environments = new VectorEnvironment<>(made);
    environments.reset(Seeds.of(0));
    return new OnPolicy(environments, learner, new RolloutLength.Fixed(steps));
  }

  @Test
  void a_rollout_holds_what_happened_step_by_step() {
    Scripted learner = new Scripted(1, 1);
    OnPolicy loop = loop(new Discrete(2), 2, NEVER, 2, 3, learner);

    assertThat(loop.advance(6)).isTrue();

    Scripted.Update update = learner.seen.getFirst();
    float first = Clock.FIRST;
    assertThat(update.values()).containsExactly(first, first, 1, 1, first, first);
    assertThat(update.actions()).containsOnly(1);
    assertThat(update.logProbabilities()).containsExactly(-1, -2, -1, -2, -1, -2);
    assertThat(update.rewards()).containsExactly(0.5f, 0.5f, 1.5f, 1.5f, 2.5f, 2.5f);
    assertThat(update.terminated()).containsExactly(false, false, true, true, false, false);
    assertThat(update.truncated()).containsOnly(false);
    assertThat(update.nextValues()).containsExactly(1, 1, 0, 0, 1, 1);
  }

  @Test
  void the_first_observation_of_an_episode_is_never_what_a_step_leads_to() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = loop(new Discrete(2), NEVER, 3, 2, 4, learner);

    loop.train(48, TrainingListener.NONE);

    assertThat(learner.seen)
        .hasSize(6)
        .allSatisfy(u -> assertThat(u.nextValues()).doesNotContain(Clock.FIRST));
    assertThat(learner.seen.getFirst().nextValues())
        .as("also the truncated step is worth its final observation")
        .containsExactly(1, 1, 2, 2, 3, 3, 1, 1);
  }

  @Test
  void a_rollout_that_ends_with_an_episode_bootstraps_from_its_final_observation() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = loop(new Discrete(2), NEVER, 2, 1, 2, learner);

    loop.advance(2);

    assertThat(learner.seen.getFirst().nextValues()).containsExactly(1, 2);
  }

  @Test
  void termination_wins_over_truncation_in_the_same_step() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = loop(new Discrete(2), 2, 2, 1, 3, learner);

    loop.advance(3);

    Scripted.Update update = learner.seen.getFirst();
    assertThat(update.terminated()).containsExactly(false, true, false);
    assertThat(update.nextValues()).containsExactly(1, 0, 1);
  }

  @Test
  void only_the_environment_receives_the_clipped_action() {
    Scripted learner = new Scripted(1, 5, -0.001f, -5);
    Box tiny = new Box(new float[] {-0.01f, -0.01f, -0.02f}, new float[] {0.01f, 0.02f, 0.03f});
    OnPolicy loop = loop(tiny, NEVER, NEVER, 2, 2, learner);

    loop.advance(4);

    assertThat(learner.seen.getFirst().actions())
        .containsExactly(5, -0.001f, -5, 5, -0.001f, -5, 5, -0.001f, -5, 5, -0.001f, -5);
    assertThat(clocks)
        .allSatisfy(
            clock ->
                assertThat(clock.received())
                    .hasSize(2)
                    .allSatisfy(a -> assertThat(a).containsExactly(0.01f, -0.001f, -0.02f)));
  }

  @Test
  void greedy_actions_are_in_the_action_space() {
    OnPolicy loop = loop(Box.uniform(2, -1, 1), NEVER, NEVER, 1, 1, new Scripted(1, 5, -0.25f));
    float[] actions = new float[7];

    loop.greedy().act(new float[3], 3, actions);

    assertThat(actions).containsExactly(1, -0.25f, 1, -0.25f, 1, -0.25f, 0);
  }

  @Test
  void steps_end_at_the_limit_and_the_last_rollout_is_shortened() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = loop(new Discrete(2), 5, NEVER, 4, 8, learner);

    loop.train(80, TrainingListener.NONE);

    assertThat(loop.steps()).isEqualTo(80);
    assertThat(learner.seen).extracting(Scripted.Update::steps).containsExactly(8, 8, 4);
    assertThat(learner.seen)
        .extracting(Scripted.Update::remaining)
        .containsExactly(1.0, 1 - 32 / 80.0, 1 - 64 / 80.0);
    assertThat(loop.updates()).isEqualTo(3);
  }

  @Test
  void steps_never_exceed_a_limit_that_is_no_multiple_of_the_environments() {
    OnPolicy loop = loop(new Discrete(2), 5, NEVER, 4, 8, new Scripted(1, 0));

    loop.train(67, TrainingListener.NONE);

    assertThat(loop.steps()).isEqualTo(64);
  }

  @Test
  void without_room_for_a_step_of_each_environment_nothing_happens() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = loop(new Discrete(2), 5, NEVER, 4, 8, learner);

    assertThat(loop.advance(3)).isFalse();
    assertThat(loop.advance(0)).isFalse();

    assertThat(loop.steps()).isZero();
    assertThat(learner.seen).isEmpty();
    assertThat(clocks).allSatisfy(clock -> assertThat(clock.received()).isEmpty());
  }

  @Test
  void a_training_can_go_on_beyond_its_first_limit_with_full_rollouts() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = loop(new Discrete(2), 5, NEVER, 1, 8, learner);

    loop.train(3, TrainingListener.NONE);
    loop.train(11, TrainingListener.NONE);

    assertThat(learner.seen).extracting(Scripted.Update::steps).containsExactly(3, 8);
  }

  @Test
  void episodes_are_counted_with_their_plain_returns() {
    OnPolicy loop = loop(new Discrete(2), 2, NEVER, 1, 5, new Scripted(1, 0));

    loop.advance(5);

    assertThat(loop.episodes().count()).isEqualTo(2);
    assertThat(loop.episodes().latestReturn()).isEqualTo(2.5 + 3.5);
    assertThat(loop.episodes().meanLength()).isEqualTo(2);
  }

  private OnPolicy wholeEpisodes(long terminates, long truncated, int longest, Scripted learner) {
    Clock<Discrete> clock = new Clock<>(new Discrete(2), terminates, truncated, t -> t + 0.5);
    VectorEnvironment<Discrete> environments = new VectorEnvironment<>(List.of(clock));
    environments.reset(Seeds.of(0));
    return new OnPolicy(environments, learner, new RolloutLength.WholeEpisodes(4, longest));
  }

  @Test
  void whole_episodes_go_on_until_the_last_one_ends() {
    for (boolean terminates : new boolean[] {true, false}) {
      Scripted learner = new Scripted(1, 0);
      OnPolicy loop =
          terminates ? wholeEpisodes(3, NEVER, 10, learner) : wholeEpisodes(NEVER, 3, 10, learner);

      loop.advance(100);
      loop.advance(100);

      assertThat(learner.seen).extracting(Scripted.Update::steps).containsExactly(6, 6);
      assertThat(learner.seen.getLast().values())
          .as("the next rollout begins with an episode")
          .containsExactly(Clock.FIRST, 1, 2, Clock.FIRST, 1, 2);
      assertThat(loop.steps()).isEqualTo(12);
    }
  }

  @Test
  void an_episode_that_ends_with_the_last_step_ends_the_rollout() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = wholeEpisodes(4, NEVER, 10, learner);

    loop.advance(100);

    assertThat(learner.seen).extracting(Scripted.Update::steps).containsExactly(4);
  }

  @Test
  void an_episode_without_end_is_cut_where_there_is_no_more_room() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = wholeEpisodes(NEVER, NEVER, 5, learner);

    loop.advance(100);

    Scripted.Update update = learner.seen.getFirst();
    assertThat(update.steps()).isEqualTo(4 - 1 + 5);
    assertThat(update.nextValues()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void the_end_of_the_training_cuts_an_episode_too() {
    Scripted learner = new Scripted(1, 0);
    OnPolicy loop = wholeEpisodes(7, NEVER, 10, learner);

    loop.train(12, TrainingListener.NONE);

    assertThat(learner.seen).extracting(Scripted.Update::steps).containsExactly(7, 5);
    assertThat(loop.steps()).isEqualTo(12);
  }

  @Test
  void whole_episodes_are_of_one_environment() {
    Clock<Discrete> clock = new Clock<>(new Discrete(2), 3, NEVER, t -> t);
    VectorEnvironment<Discrete> two = new VectorEnvironment<>(List.of(clock, clock));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new OnPolicy(two, new Scripted(1, 0), new RolloutLength.WholeEpisodes(4, 10)))
        .withMessageContaining("there are 2");
  }
}
