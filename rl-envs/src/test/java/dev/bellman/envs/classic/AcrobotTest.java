package dev.bellman.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcrobotTest {

  /**
   * From Gymnasium's seeds, the motor turning with the second link (component 5) or against the
   * first (component 4): how many steps it takes to swing up, and where that ends.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 5, 122, -0.5115317, -0.8592644, -0.26768294, -0.96350706, 0.31469727, 16.905813",
    "0, 4, 77, -0.8900449, -0.45587283, -0.1993766, -0.97992295, -0.9615355, 3.4606924",
    "1, 5, 65, -0.08910702, 0.99602205, 0.21853851, 0.97582835, 0.8500074, -1.3639374",
    "2, 4, 140, -0.99067944, 0.13621387, 0.6326704, 0.77442116, -0.23826867, -5.979818"
  })
  void theSwingUpIsGymnasiums(
      long seed, int link, int length, float a, float b, float c, float d, float e, float f) {
    Acrobot acrobot = new Acrobot();
    float[] observation = new float[6];
    acrobot.reset(seed, observation, 0);
    double reward = Double.NaN;
    int steps = 0;
    while (!acrobot.terminated() && steps < 500) {
      assertThat(reward).isNotZero();
      boolean right = link == 5 ? observation[5] >= 0 : observation[4] < 0;
      reward = acrobot.step(new float[] {right ? 2 : 0}, 0, observation, 0);
      steps++;
    }

    assertThat(steps).isEqualTo(length);
    assertThat(reward).isZero();
    assertThat(observation).containsExactly(new float[] {a, b, c, d, e, f}, within(1e-6f));
  }
}
