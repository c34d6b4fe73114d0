package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.model.Imagination.FirstAction;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImaginationTest {
  private static final int REAL = 40;
  private static final int STARTS = 301; // whole groups are 302

  /** Row i: at i/40 − ½, where i/100 − 0.2 was done, and nothing but a little to the right. */
  private static ReplayBuffer real(int capacity) {
    ReplayBuffer buffer = new ReplayBuffer(capacity, 1, 1);
    add(buffer, REAL);
    return buffer;
  }

  private static void add(ReplayBuffer buffer, int rows) {
    for (int i = 0; i < rows; i++) {
      float s = i / 40f - 0.5f;
      float a = i / 100f - 0.2f;
      buffer.add(
          1,
          new float[] {s},
          new float[] {a},
          new double[] {0},
          new boolean[1],
          new boolean[1],
          new float[] {s + 0.2f + 0.1f * (i % 3)});
    }
  }

  private static DynamicsModel model(Terminations terminations, int every) {
    return Models.model(
        1,
        1,
        Models.linear(
            Map.of("rewards", Rewards.KNOWN, "terminations", terminations, "every", every)),
        Optional.of(new Models.Walk()));
  }

  private static Imagination imagination(
      Imagination.Config config, DynamicsModel model, ReplayBuffer real) {
    return new Imagination(
        "test",
        config,
        model,
        real,
        (s, rows, a) -> {
          for (int i = 0; i < rows; i++) {
            a[i] = -s[i];
          }
        },
        0.9,
        Seeds.of(4));
  }

  private static float[] sorted(List<Float> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i);
    }
    Arrays.sort(out);
    return out;
  }

  @ParameterizedTest
  @EnumSource
  void rollouts_follow_the_model_until_their_end(FirstAction first) {
    DynamicsModel model = model(Terminations.KNOWN, 1000);
    ReplayBuffer real = real(100);
    Imagination imagination =
        imagination(new Imagination.Config(STARTS, first, 4, 4, 0, 1, 1), model, real);
    imagination.refresh();

    Models.ByHand byHand = Models.ByHand.of(model, 2, 2);
    ReplayBuffer all = imagination.replay().buffer();
    List<Float> expected = new ArrayList<>(); // the states that a step begins with
    int row = 0;
    int live = STARTS;
    int[] movedBy = new int[2];
    for (int t = 0; t < 4; t++) {
      List<Float> seen = new ArrayList<>();
      List<Float> next = new ArrayList<>();
      for (int i = 0; i < live; i++, row++) {
        float s = all.observations()[row];
        float a = all.actions()[row];
        float s2 = all.nextRows(row)[all.nextRow(row)];
        seen.add(s);
        if (t == 0) {
          int from = Math.round((s + 0.5f) * 40);
          assertThat(s).isEqualTo(from / 40f - 0.5f);
          assertThat(a).isEqualTo(first == FirstAction.SEEN ? from / 100f - 0.2f : -s);
        } else {
          assertThat(a).isEqualTo(-s);
        }
        assertThat(all.rewards()[row]).isEqualTo(10 * s2 - a);
        assertThat(all.terminated()[row]).isEqualTo(s2 > 0.5f ? 1 : 0);
        assertThat(all.truncated()[row]).isZero();
        double zero = s + byHand.predict(0, s, a)[1];
        double one = s + byHand.predict(1, s, a)[1];
        boolean byOne = Math.abs(s2 - one) < Math.abs(s2 - zero);
        movedBy[byOne ? 1 : 0]++;
        assertThat((double) s2).isCloseTo(byOne ? one : zero, within(1e-5));
        if (s2 <= 0.5f) {
          next.add(s2);
        }
      }
      if (t > 0) {
        assertThat(sorted(seen)).containsExactly(sorted(expected));
      }
      expected = next;
      live = next.size();
    }
    assertThat(all.size()).isEqualTo(row).isLessThan(4 * STARTS).isGreaterThan(STARTS);
    assertThat(movedBy[0]).isBetween(row / 3, 2 * row / 3);
  }

  /** A rollout is not bound to the elite that began it. */
  @Test
  void a_particle_meets_any_elite() {
    DynamicsModel model = model(Terminations.NEVER, 1000);
    Imagination imagination =
        imagination(new Imagination.Config(200, FirstAction.SEEN, 2, 2, 0, 1, 1), model, real(100));
    imagination.refresh();
    ReplayBuffer all = imagination.replay().buffer();
    int changed = 0;
    for (int i = 0; i < 200; i++) {
      for (int j = 200; j < 400; j++) {
        if (all.nextRows(i)[all.nextRow(i)] == all.observations()[j]) {
          changed += (j - i) % 2 == 0 ? 0 : 1;
          break;
        }
      }
    }
    assertThat(changed).isBetween(60, 140);
  }

  @Test
  void all_episodes_may_end_at_once() {
    DynamicsModel model = model(Terminations.KNOWN, 1000);
    ReplayBuffer real = new ReplayBuffer(10, 1, 1);
    for (int i = 0; i < 3; i++) {
      real.add(
          1,
          new float[] {5 + i},
          new float[1],
          new double[1],
          new boolean[1],
          new boolean[1],
          new float[] {5 + i});
    }
    Imagination imagination =
        imagination(new Imagination.Config(10, FirstAction.SEEN, 5, 5, 0, 1, 1), model, real);
    imagination.refresh();
    assertThat(imagination.replay().buffer().size()).isEqualTo(10);
  }

  /** MBPO's own: ⌊clip((e − e₀)/(e₁ − e₀), 0, 1)·(k₁ − k₀) + k₀⌋. */
  @ParameterizedTest
  @CsvSource({
    "1, 15, 20, 100, 0, 1",
    "1, 15, 20, 100, 20, 1",
    "1, 15, 20, 100, 25, 1",
    "1, 15, 20, 100, 26, 2",
    "1, 15, 20, 100, 60, 8",
    "1, 15, 20, 100, 99, 14",
    "1, 15, 20, 100, 100, 15",
    "1, 15, 20, 100, 1000000, 15",
    "1, 1, 0, 1, 0, 1",
    "1, 1, 0, 1, 500, 1",
    "5, 25, 0, 200000, 99999, 14",
    "5, 25, 0, 200000, 100000, 15",
    "1, 25, 20000, 300000, 160000, 13"
  })
  void rollouts_grow(int shortest, int longest, long from, long until, long steps, int length) {
    Imagination.Config config =
        new Imagination.Config(1, FirstAction.POLICY, shortest, longest, from, until, 1);
    double part = Math.min(1, Math.max(0, (steps - from) / (double) (until - from)));
    assertThat(config.length(steps))
        .isEqualTo(length)
        .isEqualTo((int) (part * (longest - shortest) + shortest));
  }

  @Test
  void it_imagines_anew_when_the_model_is_due() {
    ReplayBuffer real = real(1000);
    DynamicsModel model = model(Terminations.NEVER, 20);
    Imagination imagination =
        imagination(new Imagination.Config(5, FirstAction.POLICY, 1, 3, 40, 80, 2), model, real);
    ReplayBuffer imagined = imagination.replay().buffer();
    assertThat(imagined.capacity()).isEqualTo(5 * 3 * 2);
    long[] expected = {5, 5, 5 + 10, 5 + 10 + 15, 5 + 10 + 15 + 15}; // k is 1, –, 2, 3, 3
    int[] more = {0, 19, 1, 20, 40};
    for (int i = 0; i < more.length; i++) {
      add(real, more[i]);
      imagination.refresh();
      assertThat(imagined.added()).as("after %d steps", real.added()).isEqualTo(expected[i]);
      imagination.refresh(); // not due
      assertThat(imagined.added()).isEqualTo(expected[i]);
    }
  }

  @Test
  void it_goes_on_where_it_was_saved() {
    Imagination.Config config = new Imagination.Config(9, FirstAction.POLICY, 2, 2, 0, 1, 1);
    ReplayBuffer real = real(1000);
    DynamicsModel model = model(Terminations.KNOWN, 20);
    Imagination first = imagination(config, model, real);
    first.refresh();
    InMemoryState middle = InMemoryState.of(first);
    InMemoryState middleModel = InMemoryState.of(model);
    add(real, 20);
    first.refresh();

    DynamicsModel another = model(Terminations.KNOWN, 20);
    Imagination second = imagination(config, another, real);
    middle.restore(second);
    middleModel.restore(another);
    second.refresh();
    assertThat(InMemoryState.of(second)).isEqualTo(InMemoryState.of(first)).isNotEqualTo(middle);
  }
}
