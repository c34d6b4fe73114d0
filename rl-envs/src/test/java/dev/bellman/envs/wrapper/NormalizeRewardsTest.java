package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.envs.classic.CartPole;
import dev.bellman.envs.classic.Pendulum;
import org.junit.jupiter.api.Test;

class NormalizeRewardsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** From Gymnasium 1.3, γ = 0.9: CartPole-v1, seed 0, always pushed right; the 8th step ends. */
  private static final double[] FALLING = {
    70.71421321062337,
    2.2214270525465403,
    1.4315931781496931,
    1.09925794134362,
    0.9130335247651248,
    0.7937479272863968,
    0.7110525609252527,
    0.65861125489408,
    0.6788450492596801,
    0.7150725263464214,
    0.7443087044552409,
    0.7536647250626294,
    0.7406258630143973,
    0.7110652231066992
  };

  /** The same for Pendulum-v1 with a torque of 1, truncated each three steps. */
  private static final double[] SWINGING = {
    -60.64933170377618,
    -2.2187359378876517,
    -1.5505393080669632,
    -2.1499064509629497,
    -1.2939038548680821
  };

  @Test
  void rewardsAcrossATerminationAreGymnasiums() {
    assertPays(new NormalizeRewards<>(new CartPole(false), 0.9), FALLING, 1e-12);
  }

  @Test
  void rewardsAcrossATruncationAreGymnasiums() {
    Environment<Box> pendulum = new TimeLimit<>(new Pendulum(10), 3);
    assertPays(new NormalizeRewards<>(pendulum, 0.9), SWINGING, 1e-6);
  }

  private static void assertPays(Environment<?> environment, double[] expected, double relative) {
    float[] observation = new float[environment.observationSpace().size()];
    environment.reset(0, observation, 0);
    for (double reward : expected) {
      assertThat(environment.step(new float[] {1}, 0, observation, 0))
          .isCloseTo(reward, within(relative * Math.abs(reward)));
      if (environment.terminated() || environment.truncated()) {
        environment.reset(observation, 0);
      }
    }
  }

  @Test
  void whatIsBeyondTheClipIsClipped() {
    Environment<?> environment = new NormalizeRewards<>(new CartPole(false), 0.9, 1e-8, 2);
    float[] observation = new float[4];
    environment.reset(0, observation, 0);
    assertThat(environment.step(new float[] {1}, 0, observation, 0)).isEqualTo(2);
    assertThat(environment.step(new float[] {1}, 0, observation, 0)).isEqualTo(2);
    assertThat(environment.step(new float[] {1}, 0, observation, 0)).isLessThan(1.5);
  }

  @Test
  void aFrozenVarianceStays() {
    NormalizeRewards<?> environment = new NormalizeRewards<>(new CartPole(false), 0.9);
    float[] observation = new float[4];
    environment.reset(0, observation, 0);
    environment.step(new float[] {1}, 0, observation, 0);
    double second = environment.step(new float[] {1}, 0, observation, 0);
    environment.freeze();

    assertThat(environment.step(new float[] {1}, 0, observation, 0)).isEqualTo(second);
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new NormalizeRewards<>(new CartPole(false), 0.99, 1e-8, 10));
    Walk.assertGoesOn(
        () -> {
          NormalizeRewards<?> frozen = new NormalizeRewards<>(new CartPole(false), 0.99);
          frozen.freeze();
          return frozen;
        });
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizeRewards<>(new CartPole(false), 1.5))
        .withMessage("NormalizeRewards: gamma must be in [0, 1], but is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizeRewards<>(new CartPole(false), 0.9, Double.NaN, INFINITY))
        .withMessage("NormalizeRewards: epsilon and clip must be > 0, but are NaN, Infinity");
  }
}
