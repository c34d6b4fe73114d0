package dev.bellman.algorithms.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Pcg64;
import org.junit.jupiter.api.Test;

class CountedModelTest {
  private static final int DRAWS = 40_000;

  /** Pair 2: thrice (1, 4), once (1, 4) with an end, four times (−1, 5). Pair 0: once (7, 7). */
  private static CountedModel model() {
    CountedModel model = new CountedModel(3);
    for (int i = 0; i < 4; i++) {
      model.add(2, 1, 4, i == 3);
      model.add(2, -1, 5, false);
    }
    model.add(0, 7, 7, true);
    return model;
  }

  /** Five standard deviations of a frequency of ½ are 0.0125. */
  @Test
  void outcomesAreDrawnAsOftenAsTheyWereSeen() {
    CountedModel model = model();
    Pcg64 random = Pcg64.of(3);
    int loops = 0;
    int ends = 0;
    int left = 0;
    for (int i = 0; i < DRAWS; i++) {
      int o = model.outcome(2, random);
      left += model.reward(o) == -1 && model.next(o) == 5 ? 1 : 0;
      ends += model.terminated(o) ? 1 : 0;
      loops += model.reward(o) == 1 && model.next(o) == 4 && !model.terminated(o) ? 1 : 0;
    }

    assertThat((double) left / DRAWS).isCloseTo(0.5, within(0.0125));
    assertThat((double) loops / DRAWS).isCloseTo(0.375, within(0.0125));
    assertThat((double) ends / DRAWS).isCloseTo(0.125, within(0.0125));
  }

  @Test
  void pairsThatWereSeenAreDrawnAlikeAndNoOthers() {
    CountedModel model = model();
    Pcg64 random = Pcg64.of(3);
    int[] counts = new int[3];
    for (int i = 0; i < DRAWS; i++) {
      counts[model.pair(random)]++;
    }

    assertThat(counts[1]).isZero();
    assertThat((double) counts[2] / DRAWS).isCloseTo(0.5, within(0.0125));
  }

  @Test
  void aRestoredModelDrawsTheSameAndGoesOnCounting() {
    CountedModel model = new CountedModel(300);
    Pcg64 random = Pcg64.of(5);
    for (int i = 0; i < 2000; i++) {
      model.add(random.integers(300), random.integers(3), random.integers(5), i % 7 == 0);
    }
    CountedModel restored = new CountedModel(300);
    restored.add(1, 1, 1, true);
    InMemoryState.of(model).restore(restored);
    assertThat(InMemoryState.of(restored)).isEqualTo(InMemoryState.of(model));
    model.add(299, 9, 9, true);
    restored.add(299, 9, 9, true);

    Pcg64 one = Pcg64.of(6);
    Pcg64 other = Pcg64.of(6);
    for (int i = 0; i < 2000; i++) {
      int cell = model.pair(one);
      assertThat(restored.pair(other)).isEqualTo(cell);
      int a = model.outcome(cell, one);
      int b = restored.outcome(cell, other);
      assertThat(restored.reward(b)).isEqualTo(model.reward(a));
      assertThat(restored.next(b)).isEqualTo(model.next(a));
    }
    assertThat(InMemoryState.of(restored)).isEqualTo(InMemoryState.of(model));
  }
}
