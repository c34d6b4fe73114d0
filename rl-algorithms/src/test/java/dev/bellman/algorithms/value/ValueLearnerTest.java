package dev.bellman.algorithms.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.RandomTransitions;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.NStep;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.PrioritizedIndices;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When target networks follow, which option changes what, and that a killed training goes on. */
class ValueLearnerTest {
  private static final int PERIOD = 3;

  private static final Variant.Settings SETTINGS =
      new Variant.Settings(
          new OffPolicy.Config(3, 300, 30, 2, 2),
          Schedule.ramp(1, 0.1, 0.5),
          Schedule.linear(1e-3),
          16,
          0.9,
          PERIOD,
          List.of(8));

  private static OffPolicyLearner learner(Variant variant) {
    return variant.learner(3, new Discrete(4), SETTINGS, Seeds.of(1), Workers.of(1));
  }

  /** Targets stand still but after every third update, and are copies then. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLYAK")
  void targets_are_copied_after_every_k_th_update(Variant variant) {
    OffPolicyLearner learner = learner(variant);
    RandomTransitions source = RandomTransitions.discrete(3, 4);
    for (int update = 1; update <= 10; update++) {
      List<float[]> before = targets(variant, learner);
      learner.update(source, 1);
      List<float[]> after = targets(variant, learner);
      for (int i = 0; i < before.size(); i++) {
        String name = variant.networks().get(i);
        float[] network = learner.parameters().get(name).values();
        if (update % PERIOD == 0) {
          assertThat(after.get(i)).as("%s after %d", name, update).containsExactly(network);
        } else {
          assertThat(after.get(i)).as("%s after %d", name, update).containsExactly(before.get(i));
        }
      }
    }
    assertThat(learner.updates()).isEqualTo(10);
  }

  private static List<float[]> targets(Variant variant, OffPolicyLearner learner) {
    return variant.networks().stream()
        .map(name -> learner.parameters().get(Variant.target(name)).values().clone())
        .toList();
  }

  /** φ̄ ← (1 − τ)·φ̄ + τ·φ after each update. */
  @Test
  void a_polyak_target_follows_after_each_update() {
    OffPolicyLearner learner = learner(Variant.POLYAK);
    RandomTransitions source = RandomTransitions.discrete(3, 4);
    for (int update = 1; update <= 4; update++) {
      float[] before = targets(Variant.POLYAK, learner).getFirst();
      learner.update(source, 1);
      float[] after = targets(Variant.POLYAK, learner).getFirst();
      float[] network = learner.parameters().get("network").values();
      for (int i = 0; i < after.length; i++) {
        assertThat(after[i]).isCloseTo(0.95f * before[i] + 0.05f * network[i], within(1e-6f));
      }
    }
  }

  @Test
  void the_options_of_the_experience_choose_its_parts() {
    Dqn.Config plain = Dqn.Config.defaults();
    Seeds seeds = Seeds.of(0);

    assertThat(plain.rule()).isEqualTo(new OneStep(0.99));
    assertThat(Variation.of(plain, "nStep", 5).rule()).isEqualTo(new NStep(0.99, 5, 1));
    assertThat(plain.sampling().indices(10, seeds.stream("replay")))
        .isInstanceOf(UniformIndices.class);
    assertThat(Sampling.Prioritized.defaults().indices(10, seeds.stream("replay")))
        .isInstanceOf(PrioritizedIndices.class);
  }

  /** In a whole training, on the same seed, no two variants end at the same weights. */
  @Test
  void each_option_alone_changes_what_is_learned() {
    Set<List<Float>> ends = new HashSet<>();
    for (Variant variant : Variant.values()) {
      Training training = training(variant);
      training.train(600, TrainingListener.NONE);
      float[] q =
          variant.values(
              training.parameters().get(variant.networks().getFirst()),
              2,
              SETTINGS.hidden(),
              1,
              0.1f,
              0.2f,
              0.3f,
              0.4f);
      ends.add(List.of(q[0], q[1]));
    }
    assertThat(ends).hasSameSizeAs(Variant.values());
  }

  private static Training training(Variant variant) {
    return variant.training(
        () -> Environments.make("CartPole-v1", Discrete.class), SETTINGS, Seeds.of(1));
  }

  /** The ring of 300 is full by then; the whole state is compared, whatever is in it. */
  @ParameterizedTest
  @EnumSource
  void a_killed_training_goes_on_bit_by_bit(Variant variant) {
    int total = 1000;
    Training whole = training(variant);
    whole.train(total, TrainingListener.NONE);
    for (int pieces : new int[] {0, 1, 5}) {
      Training killed = training(variant);
      for (int i = 0; i < pieces; i++) {
        killed.advance(total);
      }
      InMemoryState state = InMemoryState.of(killed);
      killed.advance(total); // what was saved is a copy
      Training resumed = training(variant);
      state.restore(resumed);
      resumed.train(total, TrainingListener.NONE);

      assertThat(resumed.metrics()).isEqualTo(whole.metrics());
      assertThat(resumed.updates()).isEqualTo(whole.updates()).isPositive();
      assertThat(InMemoryState.of(resumed))
          .as("%d pieces", pieces)
          .isEqualTo(InMemoryState.of(whole));
    }
  }

  @Test
  void the_coin_falls_on_both_networks_about_equally_often() {
    OffPolicyLearner learner = learner(Variant.TWO_NETWORK_DOUBLE_DQN);
    RandomTransitions source = RandomTransitions.discrete(3, 4);
    int[] counts = new int[2];
    for (int update = 0; update < 400; update++) {
      float[] a = learner.parameters().get("networkA").values().clone();
      float[] b = learner.parameters().get("networkB").values().clone();
      learner.update(source, 1);
      boolean movedA = !Arrays.equals(a, learner.parameters().get("networkA").values());
      boolean movedB = !Arrays.equals(b, learner.parameters().get("networkB").values());
      assertThat(movedA).as("exactly one learns").isNotEqualTo(movedB);
      counts[movedA ? 0 : 1]++;
    }
    assertThat(counts[0]).isBetween(150, 250); // ± 5 standard deviations
  }
}
