package dev.bellman.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CartPoleTest {
  private final float[] observation = new float[4];

  /** Fifty steps from Gymnasium's seed 123, pushed left and right in turn. */
  @Test
  void aLongWalkIsGymnasiums() {
    CartPole cartPole = new CartPole(false);
    cartPole.reset(123, observation, 0);
    for (int i = 0; i < 50; i++) {
      assertThat(cartPole.step(new float[] {i % 2}, 0, observation, 0)).isEqualTo(1);
    }

    assertThat(observation)
        .containsExactly(-0.11957097f, -0.037577152f, -0.0096266968f, -0.18687437f);
    assertThat(cartPole.terminated()).isFalse();
  }

  @Test
  void thePapersRewardIs0AndMinus1ForTheFall() {
    CartPole cartPole = new CartPole(true);
    cartPole.reset(0, observation, 0);
    double sum = 0;
    int steps = 0;
    while (!cartPole.terminated()) {
      sum += cartPole.step(new float[1], 0, observation, 0);
      steps++;
    }

    assertThat(sum).isEqualTo(-1);
    assertThat(steps).isBetween(5, 20);
  }
}
