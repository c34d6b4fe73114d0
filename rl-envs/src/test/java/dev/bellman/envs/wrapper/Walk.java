package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Random actions in an environment, with a reset after each end. */
final class Walk {
  private static final int STEPS = 300;

  private final Environment<?> environment;
  private final Pcg64 random;

  private Walk(Environment<?> environment, Pcg64 random) {
    this.environment = environment;
    this.random = random;
  }

  /** What is saved in the middle of an episode, a fresh environment goes on with bit for bit. */
  static void assertGoesOn(Supplier<? extends Environment<?>> maker) {
    for (int before : new int[] {0, 1, 7, 40}) {
      Environment<?> environment = maker.get();
      environment.reset(5, new float[environment.observationSpace().size()], 0);
      new Walk(environment, Pcg64.of(before)).steps(before);
      Environment<?> twin = maker.get();
      InMemoryState.of(environment).restore(twin);

      List<double[]> expected = new Walk(environment, Pcg64.of(1)).steps(STEPS);
      List<double[]> seen = new Walk(twin, Pcg64.of(1)).steps(STEPS);
      assertThat(seen.toArray(double[][]::new))
          .as("after %d steps", before)
          .isEqualTo(expected.toArray(double[][]::new));
    }
  }

  /** All that is seen in so many steps. */
  private List<double[]> steps(int count) {
    List<double[]> seen = new ArrayList<>();
    float[] action = new float[environment.actionSpace().size()];
    float[] observation = new float[environment.observationSpace().size()];
    for (int t = 0; t < count; t++) {
      if (environment.terminated() || environment.truncated()) {
        environment.reset(observation, 0);
        seen.add(row(observation, 0));
      }
      for (int i = 0; i < action.length; i++) {
        action[i] =
            switch (environment.actionSpace()) {
              case Finite finite -> random.integers(finite.n());
              case Box _ -> (float) random.uniform(-1, 1);
            };
      }
      seen.add(row(observation, environment.step(action, 0, observation, 0)));
    }
    return seen;
  }

  private double[] row(float[] observation, double reward) {
    double[] row = new double[observation.length + 3];
    for (int i = 0; i < observation.length; i++) {
      row[i] = observation[i];
    }
    row[observation.length] = reward;
    row[observation.length + 1] = environment.terminated() ? 1 : 0;
    row[observation.length + 2] = environment.truncated() ? 1 : 0;
    return row;
  }
}
