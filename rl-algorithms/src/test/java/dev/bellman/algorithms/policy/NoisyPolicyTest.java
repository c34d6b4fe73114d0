package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.envs.Environments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy beneath does nothing, so that all there is is noise. */
class NoisyPolicyTest {
  private static final Policy STILL = (_, rows, out) -> Arrays.fill(out, 0, rows, 0f);
  private static final int STEPS = 200_000;

  private static NoisyPolicy noisy(Box actions, ActionNoise noise) {
    return new NoisyPolicy(STILL, actions, noise, Seeds.of(3).stream("noise"));
  }

  /** What one environment is given, step by step. */
  private static double[] steps(NoisyPolicy policy, int count) {
    double[] actions = new double[count];
    float[] out = new float[1];
    for (int i = 0; i < count; i++) {
      policy.act(new float[1], 1, out);
      actions[i] = out[0];
    }
    return actions;
  }

  private static double covariance(double[] x, int lag) {
    double sum = 0;
    for (int i = lag; i < x.length; i++) {
      sum += x[i] * x[i - lag];
    }
    return sum / (x.length - lag);
  }

  /** σ is in units of half the range: of ±2 a tenth is 0.2. The bound is five standard errors. */
  @Test
  void gaussianNoiseIsInUnitsOfTheBounds() {
    Box torques = Environments.make("Pendulum-v1", Box.class).actionSpace();
    assertThat(torques.high(0)).isEqualTo(2);

    double[] x = steps(noisy(torques, new ActionNoise.Gaussian(0.1)), STEPS);

    double error = 0.2 / Math.sqrt(2.0 * STEPS);
    assertThat(Math.sqrt(covariance(x, 0))).isCloseTo(0.2, within(5 * error));
    assertThat(covariance(x, 1) / 0.04).isCloseTo(0, within(5 / Math.sqrt(STEPS)));
  }

  @Test
  void actionsAreClippedToTheirBounds() {
    double[] x = steps(noisy(Box.uniform(1, -2, 3), new ActionNoise.Gaussian(5)), 1000);

    assertThat(Arrays.stream(x).min()).hasValue(-2);
    assertThat(Arrays.stream(x).max()).hasValue(3);
  }

  /**
   * With φ = 1 − θ·dt the variance settles at σ²·dt/(1 − φ²), and falls by φ with each step of lag.
   * Sums of correlated squares vary by (1 + φ²)/(1 − φ²) as much as those of independent ones.
   */
  @Test
  void ornsteinUhlenbeckNoiseIsStationaryWithTheRightCorrelation() {
    double theta = 0.5;
    double sigma = 0.03; // far from the bounds, which are 1 in these units
    double dt = 0.2;
    double phi = 1 - theta * dt;
    double variance = sigma * sigma * dt / (1 - phi * phi);
    double spread = Math.sqrt(2 * (1 + phi * phi) / (1 - phi * phi) / STEPS);
    ActionNoise noise = new ActionNoise.OrnsteinUhlenbeck(theta, sigma, dt);

    double[] x = steps(noisy(Box.uniform(1, -100, 100), noise), STEPS);
    for (int i = 0; i < x.length; i++) {
      x[i] /= 100; // half the range
    }

    for (int lag : new int[] {0, 1, 5, 20}) {
      assertThat(covariance(x, lag) / variance)
          .as("lag %d", lag)
          .isCloseTo(Math.pow(phi, lag), within(5 * spread));
    }
  }

  /** The first noise of an episode is a kick from 0, the others' noise goes on. */
  @Test
  void noiseWithAMemoryForgetsWhenItsEpisodeEnds() {
    double sigma = 1e-3; // the bounds, 1 in these units, are far even for a random walk
    ActionNoise noise = new ActionNoise.OrnsteinUhlenbeck(0, sigma, 1);
    NoisyPolicy policy = noisy(Box.uniform(1, -1, 1), noise);
    float[] before = new float[2];
    float[] after = new float[2];
    int episodes = 4000;
    double kicks = 0;
    double changes = 0;
    for (int e = 0; e < episodes; e++) {
      policy.act(new float[2], 2, before);
      policy.episodeEnded(0);
      policy.act(new float[2], 2, after);
      kicks += Math.pow(after[0], 2);
      changes += Math.pow((double) after[1] - before[1], 2);
      policy.episodeEnded(0);
    }

    double error = Math.sqrt(2.0 / episodes);
    assertThat(kicks / episodes / (sigma * sigma)).isCloseTo(1, within(5 * error));
    assertThat(changes / episodes / (sigma * sigma)).isCloseTo(1, within(5 * error));
  }

  @Test
  void thePolicyBeneathIsToldToo() {
    List<Integer> told = new ArrayList<>();
    Policy beneath =
        new Policy() {
          @Override
          public void act(float[] observations, int rows, float[] actions) {}

          @Override
          public void episodeEnded(int row) {
            told.add(row);
          }
        };
    ActionNoise noise = new ActionNoise.Gaussian(0.1);
    new NoisyPolicy(beneath, Box.uniform(1, -1, 1), noise, Seeds.of(3).stream("noise"))
        .episodeEnded(5);

    assertThat(told).containsExactly(5);
  }

  @Test
  void aRestoredNoiseGoesOnWhereItWas() {
    Box box = Box.uniform(1, -1, 1);
    NoisyPolicy first = noisy(box, ActionNoise.OrnsteinUhlenbeck.defaults());
    steps(first, 10);
    InMemoryState middle = InMemoryState.of(first);
    double[] rest = steps(first, 10);

    NoisyPolicy second = noisy(box, ActionNoise.OrnsteinUhlenbeck.defaults());
    middle.restore(second);

    assertThat(steps(second, 10)).containsExactly(rest);
  }
}
