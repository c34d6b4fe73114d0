package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.SteadyState;
import dev.bellman.core.training.Training;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a piece of the offline loop allocates once it is warm, with its batches and updates and, in
 * the online phase, its steps of an environment: nothing.
 */
class OfflineAllocationTest {
  @ParameterizedTest
  @CsvSource({
    "BC_BOX, 0",
    "ONE_STEP_AC, 0",
    "FITTED_SARSA, 0",
    "DISCRETE_CQL, 0",
    "TD3_BC, 0",
    "CQL, 0",
    "REVERSE_KL, 0",
    "AWR, 4000000",
    "AWAC_BOX, 0",
    "IQL, 4000000"
  })
  void nothing_is_allocated(String kind, long onlineSteps)
      throws IOException, InterruptedException {
    SteadyState.assertNothingIsAllocated(OfflineAllocationTest.class, kind + " " + onlineSteps);
  }

  /** Prints the least that any piece of 100 steps allocates. */
  public static void main(String[] arguments) {
    String[] words = arguments[0].split(" ");
    OfflineKind kind = OfflineKind.valueOf(words[0]);
    long onlineSteps = Long.parseLong(words[1]);
    Training training = kind.training(Optional.of(kind.data(500)), onlineSteps, 8, 1);
    long limit = onlineSteps == 0 ? SteadyState.MANY : onlineSteps;
    SteadyState.print(SteadyState.pieces(training, limit));
  }
}
