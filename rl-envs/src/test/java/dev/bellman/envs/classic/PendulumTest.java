package dev.bellman.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendulumTest {

  @ParameterizedTest
  @CsvSource({"2, 5", "-2, -3", "2, Infinity"})
  void aTorqueBeyondTheBoundsIsClipped(float bound, float beyond) {
    assertThat(afterFiveSteps(beyond)).isEqualTo(afterFiveSteps(bound));
  }

  private static float[] afterFiveSteps(float torque) {
    Pendulum pendulum = new Pendulum(10);
    float[] seen = new float[4];
    pendulum.reset(1, seen, 0);
    for (int i = 0; i < 5; i++) {
      seen[3] = (float) pendulum.step(new float[] {torque}, 0, seen, 0);
    }
    return seen;
  }

  /** Fifty steps from Gymnasium's seed 123 with the torques 1 and −2 in turn. */
  @Test
  void theReturnOfALongWalkIsGymnasiums() {
    Pendulum pendulum = new Pendulum(10);
    float[] observation = new float[3];
    pendulum.reset(123, observation, 0);
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += pendulum.step(new float[] {i % 2 == 0 ? 1 : -2}, 0, observation, 0);
    }

    assertThat(sum).isCloseTo(-256.7096105898509, within(1e-4));
    assertThat(observation[0]).isCloseTo(-0.54226953f, within(1e-6f));
    assertThat(observation[1]).isCloseTo(0.8402046f, within(1e-6f));
    assertThat(observation[2]).isCloseTo(4.6866007f, within(1e-6f));
  }
}
