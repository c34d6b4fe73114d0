package dev.bellman.algorithms.model;

import dev.bellman.algorithms.SteadyState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What planning allocates once it is warm: nothing. */
class PlanningAllocationTest {
  private static final int HORIZON = 3;
  private static final int ROWS = 2;

  @ParameterizedTest
  @ValueSource(strings = {"cem", "random-shooting"})
  void nothing_is_allocated(String search) throws IOException, InterruptedException {
    SteadyState.assertNothingIsAllocated(PlanningAllocationTest.class, search);
  }

  /** Prints the least that any round allocates. */
  public static void main(String[] arguments) {
    Search search = arguments[0].equals("cem") ? new Cem(20, 4, 3, 0.1, 0) : new RandomShooting(20);
    Mpc mpc =
        new Mpc(
            1,
            Box.uniform(1, -1, 1),
            HORIZON,
            search,
            PlanningAllocationTest::returns,
            Seeds.of(0).stream("plan"));
    float[] observations = {0.5f, -0.5f};
    float[] actions = new float[ROWS];
    SteadyState.print(
        () -> {
          mpc.act(observations, ROWS, actions);
          mpc.episodeEnded(1);
        });
  }

  private static void returns(
      float[] observations, int at, int count, float[] sequences, double[] out) {
    for (int i = 0; i < count; i++) {
      float difference = sequences[i * HORIZON] - observations[at];
      out[i] = i % 7 == 0 ? Double.NaN : -difference * difference;
    }
  }
}
