package dev.bellman.core.returns;

import dev.bellman.core.random.Pcg64;

/** A random stretch with episodes that end in both ways, for laws that hold for all of them. */
final class RandomStretch {
  static final int STEPS = 12;
  static final int ENVIRONMENTS = 5;
  static final double GAMMA = 0.9;

  final float[] rewards = new float[size()];
  final float[] values = new float[size()];
  final float[] nextValues = new float[size()];
  final boolean[] terminated = new boolean[size()];
  final boolean[] truncated = new boolean[size()];

  RandomStretch(long seed) {
    Pcg64 random = Pcg64.of(seed);
    for (int i = 0; i < size(); i++) {
      rewards[i] = (float) random.uniform(-1, 1);
      values[i] = (float) random.uniform(-1, 1);
      terminated[i] = random.random() < 0.1;
      truncated[i] = random.random() < 0.1;
    }
    for (int i = 0; i < size(); i++) {
      boolean goesOn = !terminated[i] && !truncated[i] && i + ENVIRONMENTS < size();
      nextValues[i] = goesOn ? values[i + ENVIRONMENTS] : (float) random.uniform(-1, 1);
    }
  }

  int size() {
    return STEPS * ENVIRONMENTS;
  }

  float[] gae(double lambda) {
    float[] out = new float[size()];
    Gae.advantages(
        STEPS,
        ENVIRONMENTS,
        rewards,
        values,
        nextValues,
        terminated,
        truncated,
        GAMMA,
        lambda,
        out);
    return out;
  }

  float[] residuals() {
    float[] out = new float[size()];
    TemporalDifference.residuals(
        STEPS, ENVIRONMENTS, rewards, values, nextValues, terminated, GAMMA, out);
    return out;
  }

  float[] monteCarlo() {
    float[] out = new float[size()];
    MonteCarlo.returns(STEPS, ENVIRONMENTS, rewards, nextValues, terminated, truncated, GAMMA, out);
    return out;
  }

  float[] nStep(int n) {
    float[] out = new float[size()];
    NStep.returns(STEPS, ENVIRONMENTS, rewards, nextValues, terminated, truncated, GAMMA, n, out);
    return out;
  }

  float[] lambdaReturn(double lambda) {
    float[] out = new float[size()];
    LambdaReturn.returns(
        STEPS, ENVIRONMENTS, rewards, nextValues, terminated, truncated, GAMMA, lambda, out);
    return out;
  }
}
