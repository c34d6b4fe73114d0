package dev.bellman.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.classic.CartPole;
import org.junit.jupiter.api.Test;

class NormalizeObservationsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final float[] observation = new float[4];

  /** From Gymnasium 1.3, CartPole-v1, seed 0, pushed left and right in turn. */
  private static final float[][] GYMNASIUM = {
    {0.00013698470138f, -0.00023016198247f, -0.00045847310685f, -0.00048297867761f},
    {-0.0324392095208f, -0.9974133968353f, -0.0684630796313f, 0.9987538456917f},
    {-0.4949045479298f, 0.7128614783287f, 0.4479494988919f, -0.8094050288200f},
    {-0.4710587561131f, -0.9921696186066f, 0.1671549230814f, 0.8940247297287f},
    {-0.9758602380753f, 0.8287257552147f, 0.7646546363831f, -1.0007170438767f},
  };

  /** Gymnasium computes the moments in single precision. */
  @Test
  void theFirstObservationsAreGymnasiums() {
    NormalizeObservations<Discrete> environment = new NormalizeObservations<>(new CartPole(false));
    environment.reset(0, observation, 0);
    for (int t = 0; t < GYMNASIUM.length; t++) {
      if (t > 0) {
        environment.step(new float[] {(t - 1) % 2}, 0, observation, 0);
      }
      assertThat(observation).as("step %d", t).containsExactly(GYMNASIUM[t], within(1e-6f));
    }
  }

  @Test
  void whatIsBeyondTheClipIsClipped() {
    NormalizeObservations<Discrete> environment =
        new NormalizeObservations<>(new CartPole(false), 1e-8, 0.5);
    assertThat(environment.observationSpace()).isEqualTo(Box.uniform(4, -0.5f, 0.5f));
    environment.reset(0, observation, 0);
    environment.step(new float[1], 0, observation, 0);

    assertThat(observation[0]).isBetween(-0.1f, 0f);
    assertThat(observation[1]).isEqualTo(-0.5f);
    assertThat(observation[3]).isEqualTo(0.5f);
  }

  @Test
  void frozenMomentsStay() {
    NormalizeObservations<Discrete> environment = new NormalizeObservations<>(new CartPole(false));
    environment.reset(0, observation, 0);
    for (int t = 0; t < 4; t++) {
      environment.step(new float[] {t % 2}, 0, observation, 0);
    }
    environment.freeze();
    NormalizeObservations<Discrete> evaluated = new NormalizeObservations<>(new CartPole(false));
    InMemoryState.of(environment).restore(evaluated);
    evaluated.reset(9, observation, 0);
    float[] first = observation.clone();
    for (int t = 0; t < 5; t++) {
      evaluated.step(new float[1], 0, observation, 0);
    }
    evaluated.reset(9, observation, 0);

    assertThat(observation).isEqualTo(first);
  }

  @Test
  void aRestoredStateGoesOn() {
    Walk.assertGoesOn(() -> new NormalizeObservations<>(new CartPole(false), 1e-8, 2));
  }

  @Test
  void whatCannotBeNormalizedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizeObservations<>(new Corridor()))
        .withMessage("NormalizeObservations: observations must be a Box, but are Discrete[n=4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizeObservations<>(new CartPole(false), 0, INFINITY))
        .withMessageContaining("must be > 0, but are 0.0, Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizeObservations<>(new CartPole(false), 1e-8, Double.NaN))
        .withMessageContaining("must be > 0, but are 1.0E-8, NaN");
  }
}
