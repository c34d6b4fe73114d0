package dev.bellman.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void aStreamDoesNotDependOnWhatWasAskedBefore() {
    long alone = Seeds.of(42).stream("environment", 3).nextLong();
    Seeds seeds = Seeds.of(42);
    seeds.stream("noise").nextLong();
    seeds.stream("environment", 2).nextLong();

    assertThat(seeds.stream("environment", 3).nextLong()).isEqualTo(alone);
  }

  @Test
  void seedsNamesAndIndicesAllMakeADifference() {
    Set<Long> first = new HashSet<>();
    String[] names = {"", "a", "b", "ab", "ba", "a\0", "environment", "environments", "größe"};
    for (long seed : new long[] {-1, 0, 1, 2, 1L << 32, Long.MIN_VALUE}) {
      for (String name : names) {
        for (int index = -1; index < 3; index++) {
          first.add(Seeds.of(seed).stream(name, index).nextLong());
          first.add(Seeds.of(seed).key(name, index));
        }
      }
    }
    assertThat(first).hasSize(6 * names.length * 4 * 2);
  }

  @Test
  void streamsStayWhatTheyAreFromReleaseToRelease() {
    assertThat(Seeds.of(42).stream("environment", 3).nextLong()).isEqualTo(3057018967332865061L);
    assertThat(Seeds.of(42).key("noise", 0)).isEqualTo(-6981304118144950679L);
  }
}
