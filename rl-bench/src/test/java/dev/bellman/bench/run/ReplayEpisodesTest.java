package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import org.junit.jupiter.api.Test;

class ReplayEpisodesTest {
  private static final Dataset.Origin ORIGIN =
      new Dataset.Origin("Counting-v0", Box.uniform(1, 0, 1000), new Discrete(2), "counts");

  /** Environment i counts 100·i, 100·i + 1, … and its episodes end after 3 and i more steps. */
  private static ReplayBuffer counted(int environments, int steps, int capacity) {
    ReplayBuffer buffer = new ReplayBuffer(capacity, 1, 1);
    float[] before = new float[environments];
    float[] after = new float[environments];
    double[] rewards = new double[environments];
    boolean[] terminated = new boolean[environments];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < environments; i++) {
        before[i] = 100 * i + t;
        after[i] = before[i] + 1;
        rewards[i] = before[i];
        terminated[i] = (t + 1) % (3 + i) == 0;
      }
      buffer.add(
          environments,
          before,
          new float[environments],
          rewards,
          terminated,
          new boolean[environments],
          after);
    }
    return buffer;
  }

  private static Dataset latest(ReplayBuffer buffer, int environments, int most) {
    return new ReplayEpisodes(buffer, environments, ORIGIN).latest(most);
  }

  @Test
  void aBufferThatIsNotFullBeginsAtItsFirstRow() {
    Dataset all = latest(counted(1, 7, 10), 1, 100);
    assertThat(all.rewards()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(all.observations()).containsExactly(0, 1, 2, 3, 3, 4, 5, 6, 6, 7);
    assertThat(all.terminated()).containsExactly(false, false, true, false, false, true, false);
  }

  @Test
  void aRingThatHasWrappedBeginsAtItsOldestRow() {
    Dataset all = latest(counted(1, 12, 5), 1, 100);
    assertThat(all.rewards()).containsExactly(7, 8, 9, 10, 11);
    assertThat(all.episodes()).isEqualTo(2);
    assertThat(all.length(0)).isEqualTo(2);
    assertThat(all.observations()).containsExactly(7, 8, 9, 9, 10, 11, 12);
    assertThat(latest(counted(1, 10, 5), 1, 100).rewards()).containsExactly(5, 6, 7, 8, 9);
  }

  @Test
  void environmentsThatWereSteppedTogetherAreTakenApart() {
    Dataset all = latest(counted(3, 4, 30), 3, 100);
    assertThat(all.rewards()).containsExactly(0, 1, 2, 3, 100, 101, 102, 103, 200, 201, 202, 203);
    assertThat(all.episodes()).isEqualTo(2 + 1 + 1);
    Dataset wrapped = latest(counted(3, 9, 6), 3, 100);
    assertThat(wrapped.rewards()).containsExactly(7, 8, 107, 108, 207, 208);
  }

  @Test
  void theLatestStepsAreThoseOfAllEnvironments() {
    assertThat(latest(counted(3, 9, 12), 3, 5).rewards()).containsExactly(8, 107, 108, 207, 208);
    assertThat(latest(counted(2, 4, 100), 2, 3).rewards()).containsExactly(3, 102, 103);
  }

  @Test
  void aNumberThatWasSeenOneHotIsANumber() {
    ReplayBuffer buffer = new ReplayBuffer(4, 3, 1);
    buffer.add(
        1,
        new float[] {0, 0, 1},
        new float[] {1},
        new double[] {5},
        new boolean[1],
        new boolean[1],
        new float[] {0, 1, 0});
    var origin = new Dataset.Origin("Numbers-v0", new Discrete(3), new Discrete(2), "acts");
    assertThat(new ReplayEpisodes(buffer, 1, origin).latest(9).observations())
        .containsExactly(2, 1);
  }
}
