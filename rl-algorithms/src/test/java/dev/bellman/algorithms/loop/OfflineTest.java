package dev.bellman.algorithms.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.TransitionRule;
import dev.bellman.core.experience.WholeEpisode;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final float GAMMA = 0.5f;
  private static final Discrete THREE = new Discrete(3);
  private static final Space TIMES = Box.uniform(1, Clock.FIRST, Float.POSITIVE_INFINITY);

  /** The action of the data; that of the learner is 2. */
  private static final float DATA = 0;

  private final List<Clock<Discrete>> clocks = new ArrayList<>();
  private final CountingLearner learner = new CountingLearner(2, 40);

  /**
   * Episodes of three steps with the rewards 1, 2, 4: the first terminates, the second is truncated
   * and the third was cut. Episode e begins at 10·e.
   */
  private static Dataset data() {
    DatasetBuilder builder = new DatasetBuilder(new Dataset.Origin("", TIMES, THREE, ""));
    for (int e = 0; e < 3; e++) {
      builder.begin(new float[] {10 * e});
      for (int t = 1; t <= 3; t++) {
        boolean last = t == 3;
        builder.step(
            new float[] {DATA},
            1 << (t - 1),
            last && e == 0,
            last && e == 1,
            new float[] {10 * e + t});
      }
    }
    return builder.build();
  }

  private Offline loop(Optional<Dataset> data, Offline.Online online, TransitionRule rule) {
    return Offline.of(
        data,
        () -> {
          clocks.add(new Clock<>(THREE, NEVER, 5, t -> 100));
          return clocks.getLast();
        },
        Observations.RAW,
        online,
        rule,
        Seeds.of(0),
        (_, _, _) -> learner);
  }

  private Offline loop(Offline.Online online) {
    return loop(Optional.of(data()), online, new OneStep(GAMMA));
  }

  /** Nor does an episode lead to the first observation of another one. */
  @Test
  void a_batch_has_the_steps_of_the_dataset_and_no_others() {
    loop(Offline.Online.NONE).train(30, TrainingListener.NONE);

    for (int e = 0; e < 3; e++) {
      for (int t = 0; t < 3; t++) {
        float discount = e == 0 && t == 2 ? 0 : GAMMA;
        float[] expected = {10 * e + t, discount, 10 * e + t + 1, DATA, 1 << t};
        assertThat(learner.seen.stream().filter(s -> s[0] == expected[0]))
            .hasSizeBetween(80, 190) // of 1200, a ninth is 133, with a deviation of 11
            .allSatisfy(s -> assertThat(s).containsExactly(expected));
      }
    }
  }

  /** G = 1 + 2γ + 4γ², or what is left of it; then γᵏ times what is not over. */
  @Test
  void whole_episodes_end_where_the_recording_does() {
    loop(Optional.of(data()), Offline.Online.NONE, new WholeEpisode(GAMMA))
        .train(10, TrainingListener.NONE);

    float[] returns = {3, 4, 4};
    for (int e = 0; e < 3; e++) {
      for (int t = 0; t < 3; t++) {
        float discount = e == 0 ? 0 : (float) Math.pow(GAMMA, 3 - t);
        float[] expected = {10 * e + t, discount, 10 * e + 3, DATA, returns[t]};
        assertThat(learner.seen.stream().filter(s -> s[0] == expected[0]))
            .isNotEmpty()
            .allSatisfy(s -> assertThat(s).containsExactly(expected));
      }
    }
  }

  @Test
  void without_an_online_phase_there_is_an_update_a_step_and_no_environment() {
    Offline loop = loop(Offline.Online.NONE);
    loop.train(250, TrainingListener.NONE);

    assertThat(loop.steps()).isEqualTo(250);
    assertThat(loop.updates()).isEqualTo(250);
    assertThat(learner.acted).isEmpty();
    assertThat(clocks).hasSize(1); // whose spaces were asked for
    assertThat(clocks.getFirst().received()).isEmpty();
    assertThat(loop.episodes().count()).isZero();
    assertThat(loop.advance(250)).isFalse();
  }

  /** After limit − steps updates, and an update every so many of its steps. */
  @ParameterizedTest
  @CsvSource({
    // steps, every, updates, limit -> updates in all
    "4, 1, 1, 10, 10",
    "10, 1, 1, 10, 10", // nothing before them
    "6, 3, 5, 10, 14",
    "5, 3, 5, 10, 10",
    "250, 1, 1, 400, 400",
  })
  void the_online_phase_comes_last(long steps, int every, int updates, long limit, int expected) {
    Offline loop = loop(new Offline.Online(steps, every, updates));
    loop.train(limit, TrainingListener.NONE);

    assertThat(loop.steps()).isEqualTo(limit);
    assertThat(loop.updates()).isEqualTo(expected);
    assertThat(learner.acted).hasSize((int) steps);
    assertThat(learner.acted.getFirst()).isEqualTo((double) steps / limit);
    assertThat(loop.episodes().count()).isEqualTo(steps / 5);
    assertThat(learner.ended).hasSize((int) (steps / 5)).allMatch(i -> i == 0);
    assertThat(clocks.getLast().received()).hasSize((int) steps).allMatch(a -> a[0] == 2);
  }

  /** What is left before the step that they belong to. */
  @Test
  void schedules_see_what_is_left_of_the_whole() {
    loop(new Offline.Online(2, 1, 1)).train(4, TrainingListener.NONE);

    assertThat(learner.updated).containsExactly(1.0, 0.75, 0.5, 0.25);
    assertThat(learner.acted).containsExactly(0.5, 0.25);
  }

  /** Each as likely as any other: nine of the data and, at last, nine of the environment. */
  @Test
  void steps_of_the_environment_join_the_batches() {
    loop(new Offline.Online(9, 1, 1)).train(20, TrainingListener.NONE);

    for (int update = 0; update < 11; update++) {
      assertThat(learner.batch(update)).allMatch(s -> s[3] == DATA);
    }
    assertThat(learner.batch(19).filter(s -> s[3] == 2).count()).isBetween(8L, 32L); // of 40
    assertThat(learner.seen.stream().filter(s -> s[3] == 2))
        .allSatisfy(
            s -> {
              float before = s[0] == Clock.FIRST ? 0 : s[0];
              assertThat(s[2]).isEqualTo(before + 1); // truncated at 5, it still leads there
              assertThat(s[1]).isEqualTo(GAMMA);
              assertThat(s[4]).isEqualTo(100);
            });
  }

  /** Networks see 12 as (12 − mean) / (σ + 1e-3); batches have what was observed. */
  @Test
  void statistics_change_what_is_seen_and_nothing_that_is_stored() {
    List<Normalizer> normalizers = new ArrayList<>();
    Offline loop =
        Offline.of(
            Optional.of(data()),
            () -> new Clock<>(THREE, NEVER, 5, t -> 100),
            Observations.STANDARDIZED,
            new Offline.Online(9, 1, 1),
            new OneStep(GAMMA),
            Seeds.of(0),
            (_, _, normalizer) -> {
              normalizers.add(normalizer);
              return learner;
            });
    loop.train(15, TrainingListener.NONE);
    Normalizer normalizer = normalizers.getFirst();
    Var observation = Var.input("observation", 1);
    Var seen = normalizer.of(observation);
    Program network = Program.of(seen);
    network.prepare(1);
    network.region(observation).set(0, 0, 12);
    network.run();
    double deviation = Math.sqrt(202 / 3.0); // of 0, 1, 2, 10, 11, 12, 20, 21, 22
    assertThat((double) network.region(seen).get(0, 0))
        .isCloseTo(1 / (deviation + 1e-3), within(1e-6));

    Parameters statistics = normalizer.parameters()[0];
    statistics.values()[0] = 2;
    statistics.values()[1] = 5;
    statistics.written();
    loop.train(20, TrainingListener.NONE);
    network.run();

    assertThat(network.region(seen).get(0, 0)).isEqualTo(2);
    Float[] observed = {0f, 1f, 2f, 10f, 11f, 12f, 20f, 21f, 22f, Clock.FIRST, 3f, 4f};
    assertThat(learner.seen).extracting(s -> s[0]).containsOnly(observed);
  }

  @Test
  void figures_tell_how_far_both_values_have_shifted_apart() {
    Offline loop = loop(Offline.Online.NONE);
    assertThat(loop.metrics()).isEmpty();
    learner.figures().also("meanValue", () -> 3);
    assertThat(loop.metrics()).isEqualTo(Map.of("meanValue", 3.0));
    learner.figures().also("policyValue", () -> 5);
    assertThat(loop.metrics())
        .containsExactly(
            Map.entry("meanValue", 3.0), Map.entry("policyValue", 5.0), Map.entry("valueGap", 2.0));
  }

  @Test
  void the_target_policy_is_that_of_the_learner() {
    float[] action = new float[1];
    Offline loop = loop(Offline.Online.NONE);
    loop.target().act(new float[1], 1, action);
    assertThat(action).containsExactly(1);
    loop.greedy().act(new float[1], 1, action);
    assertThat(action).containsExactly(2);
  }

  /** So that it can be loaded without; the steps of the online phase are a part of it. */
  @Test
  void the_dataset_is_no_part_of_its_state() {
    Offline.Online online = new Offline.Online(20, 1, 1);
    Offline loop = loop(online);
    loop.advance(20);
    InMemoryState state = InMemoryState.of(loop);
    Offline none = loop(Optional.empty(), online, new OneStep(GAMMA));
    state.restore(none);

    assertThat(InMemoryState.of(none)).isEqualTo(state);
    assertThat(none.steps()).isEqualTo(20);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> none.advance(41))
        .withMessage("Offline: there is no dataset to learn from");
  }
}
