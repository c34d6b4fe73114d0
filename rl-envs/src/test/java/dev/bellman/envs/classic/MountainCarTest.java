package dev.bellman.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountainCarTest {
  private final float[] observation = new float[2];

  /** From Gymnasium's seed 2, pushed the way it rolls: into the left wall, then to the goal. */
  @Test
  void theWayToTheGoalIsGymnasiums() {
    MountainCar car = new MountainCar(0);
    car.reset(2, observation, 0);
    int steps = 0;
    int atTheWall = 0;
    while (!car.terminated()) {
      assertThat(car.step(new float[] {observation[1] < 0 ? 0 : 2}, 0, observation, 0))
          .isEqualTo(-1);
      steps++;
      if (observation[0] == -1.2f) {
        atTheWall++;
        assertThat(observation[1]).isZero();
      }
    }

    assertThat(steps).isEqualTo(116);
    assertThat(atTheWall).isEqualTo(1);
    assertThat(observation).containsExactly(0.5368578f, 0.049957074f);
  }

  @Test
  void aGoalThatIsReachedTooSlowlyIsNotReached() {
    MountainCar car = new MountainCar(0.06);
    car.reset(2, observation, 0);
    for (int i = 0; i < 116; i++) {
      car.step(new float[] {observation[1] < 0 ? 0 : 2}, 0, observation, 0);
    }

    assertThat(observation[0]).isGreaterThan(0.5f);
    assertThat(car.terminated()).isFalse();
  }
}
