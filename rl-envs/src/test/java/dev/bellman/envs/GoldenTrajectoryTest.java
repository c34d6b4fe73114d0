package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trajectories that Gymnasium 1.3 wrote, run freely from their seeds.
 *
 * <p>Columns: seed, step, kind (reset or step), action, observation, reward, terminated, truncated.
 * A reset at step 0 is seeded; those that follow an end are not.
 */
class GoldenTrajectoryTest {

  /** How far an observation may be off, at a reset and after a step. */
  @ParameterizedTest
  @CsvSource({
    "CartPole-v1, 0, 1e-6",
    "Pendulum-v1, 0, 1e-6",
    "MountainCar-v0, 0, 1e-6",
    "MountainCarContinuous-v0, 0, 1e-6",
    "Acrobot-v1, 1e-6, 1e-6"
  })
  void matchesGymnasium(String id, float afterReset, float afterStep) throws IOException {
    compare(id, lines("classic/" + id + ".csv"), afterReset, afterStep);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FrozenLake-v1", "FrozenLake8x8-v1", "CliffWalking-v1", "Taxi-v4", "Blackjack-v1"})
  void matchesGymnasiumsToyText(String id) throws IOException {
    compare(id, lines("tabular/" + id + ".csv"), 0, 0);
  }

  private static void compare(String id, List<String> lines, float afterReset, float afterStep) {
    Environment<?> environment = Environments.make(id);
    int size = environment.observationSpace().size();
    float[] observation = new float[size];
    float[] action = new float[1];

    for (String line : lines.subList(1, lines.size())) {
      String[] cell = line.split(",", -1);
      if (cell[2].equals("reset")) {
        if (cell[1].equals("0")) {
          environment.reset(Long.parseLong(cell[0]), observation, 0);
        } else {
          environment.reset(observation, 0);
        }
        for (int i = 0; i < size; i++) {
          assertThat(observation[i])
              .as("%s: %d", line, i)
              .isCloseTo(Float.parseFloat(cell[4 + i]), within(afterReset));
        }
      } else {
        action[0] = Float.parseFloat(cell[3]);
        double reward = environment.step(action, 0, observation, 0);
        for (int i = 0; i < size; i++) {
          assertThat(observation[i])
              .as("%s: %d", line, i)
              .isCloseTo(Float.parseFloat(cell[4 + i]), within(afterStep));
        }
        double expected = Double.parseDouble(cell[4 + size]);
        assertThat(reward).as(line).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        assertThat(environment.terminated()).as(line).isEqualTo(cell[5 + size].equals("1"));
        assertThat(environment.truncated()).as(line).isEqualTo(cell[6 + size].equals("1"));
      }
    }
    assertThat(lines).hasSizeGreaterThan(1500);
  }

  private static List<String> lines(String resource) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GoldenTrajectoryTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }
}
