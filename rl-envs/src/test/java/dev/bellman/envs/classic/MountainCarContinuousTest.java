package dev.bellman.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Equations;
import org.junit.jupiter.api.Test;

class MountainCarContinuousTest {
  private final float[] observation = new float[2];

  /**
   * From Gymnasium's seed 0, pushed the way it rolls, to the left with more than the motor has:
   * into the left wall, then to the goal.
   */
  @Test
  void theWayToTheGoalIsGymnasiums() {
    MountainCarContinuous car = new MountainCarContinuous(0);
    car.reset(0, observation, 0);
    double sum = 0;
    int steps = 0;
    int atTheWall = 0;
    while (!car.terminated()) {
      float[] force = {observation[1] < 0 ? -1.25f : 0.9f};
      sum += car.step(force, 0, observation, 0);
      steps++;
      atTheWall += observation[0] == -1.2f ? 1 : 0;
    }

    assertThat(steps).isEqualTo(106);
    assertThat(atTheWall).isEqualTo(1);
    assertThat(sum).isCloseTo(89.15650032615662, within(1e-10));
    assertThat(observation).containsExactly(0.49621806f, 0.059951045f);
  }

  /** What a step leads to is kept as it is observed: from then on equations have every bit. */
  @Test
  void itsEquationsAreExactAfterTheFirstStep() {
    MountainCarContinuous car = new MountainCarContinuous(0);
    Equations equations = car.equations().orElseThrow();
    float[] next = new float[2];
    car.reset(0, observation, 0);
    car.step(new float[1], 0, observation, 0);
    while (!car.terminated()) {
      float[] force = {observation[1] < 0 ? -1.25f : 0.9f};
      equations.next(observation, 0, force, 0, next, 0);
      double reward = equations.reward(observation, 0, force, 0, next, 0);

      assertThat(car.step(force, 0, observation, 0)).isEqualTo(reward);
      assertThat(observation).isEqualTo(next);
      assertThat(equations.terminates(next, 0)).isEqualTo(car.terminated());
    }
  }

  @Test
  void aForceBeyondTheBoundsMovesLikeTheBoundAndCostsAllOfIt() {
    MountainCarContinuous one = new MountainCarContinuous(0);
    MountainCarContinuous three = new MountainCarContinuous(0);
    float[] other = new float[2];
    one.reset(4, observation, 0);
    three.reset(4, other, 0);
    assertThat(one.step(new float[] {-1}, 0, observation, 0)).isEqualTo(-0.1);
    assertThat(three.step(new float[] {-3}, 0, other, 0)).isCloseTo(-0.9, within(1e-15));

    assertThat(other).containsExactly(observation, within(1e-7f));
  }
}
