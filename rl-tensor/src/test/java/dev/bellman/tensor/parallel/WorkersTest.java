package dev.bellman.tensor.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPartIsDoneOnceInEveryPiece(int threads) {
    try (Workers workers = Workers.of(threads)) {
      int[] done = new int[threads];
      for (int piece = 1; piece <= 2_000; piece++) {
        workers.run((part, parts) -> done[part] += parts);
        assertThat(done).containsOnly(piece * threads);
      }
    }
  }

  @Test
  void workersWakeFromSleep() {
    try (Workers workers = Workers.of(2)) {
      int[] done = new int[2];
      for (int piece = 1; piece <= 5; piece++) {
        LockSupport.parkNanos(20_000_000);
        workers.run((part, parts) -> done[part]++);
        assertThat(done).containsOnly(piece);
      }
    }
  }

  @Test
  void whatAPartThrowsReachesTheCallerAndTheNextPieceRuns() {
    try (Workers workers = Workers.of(2)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      (part, parts) -> {
                        if (part == 1) {
                          throw new IllegalArgumentException("part 1");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("part 1");
      int[] done = new int[2];
      workers.run((part, parts) -> done[part]++);
      assertThat(done).containsOnly(1);
    }
  }

  @Test
  void atLeastOneThreadIsNeeded() {
    assertThatThrownBy(() -> Workers.of(0)).hasMessageContaining("0");
  }
}
