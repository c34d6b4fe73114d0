package dev.bellman.tensor.kernel;

/** The optimizer steps, from an element on: what the SIMD form leaves over is done here. */
public final class ScalarOptimizers {

  /** State of a smaller magnitude becomes 0. */
  public static final float SMALLEST_STATE = 1e-30f;

  private ScalarOptimizers() {}

  /** Elements {@code from} to {@code n} of {@link Kernels#adam}. */
  public static void adam(
      int from,
      int n,
      float scale,
      float beta1,
      float beta2,
      float epsilon,
      float stepSize,
      float rootCorrection,
      float shrink,
      float[] gradient,
      int gradientAt,
      float[] m,
      float[] v,
      int stateAt,
      float[] theta,
      int thetaAt) {
    float inverseRoot = 1f / rootCorrection;
    for (int i = from; i < n; i++) {
      float g = scale * gradient[gradientAt + i];
      float first = flush(Math.fma(1f - beta1, g - m[stateAt + i], m[stateAt + i]));
      float second = flush(Math.fma(1f - beta2, g * g, beta2 * v[stateAt + i]));
      m[stateAt + i] = first;
      v[stateAt + i] = second;
      float denominator = Math.fma((float) Math.sqrt(second), inverseRoot, epsilon);
      float old = theta[thetaAt + i];
      float shrunk = Math.fma(-shrink, old, old);
      theta[thetaAt + i] = Math.fma(-stepSize, first / denominator, shrunk);
    }
  }

  /** Elements {@code from} to {@code n} of {@link Kernels#momentum}. */
  public static void momentum(
      int from,
      int n,
      float scale,
      float momentum,
      float rate,
      float[] gradient,
      int gradientAt,
      float[] velocity,
      int stateAt,
      float[] theta,
      int thetaAt) {
    for (int i = from; i < n; i++) {
      float u = flush(Math.fma(momentum, velocity[stateAt + i], scale * gradient[gradientAt + i]));
      velocity[stateAt + i] = u;
      theta[thetaAt + i] = Math.fma(-rate, u, theta[thetaAt + i]);
    }
  }

  /** Elements {@code from} to {@code n} of {@link Kernels#rmsProp}. */
  public static void rmsProp(
      int from,
      int n,
      float scale,
      float alpha,
      float epsilon,
      float rate,
      float[] gradient,
      int gradientAt,
      float[] v,
      int stateAt,
      float[] theta,
      int thetaAt) {
    for (int i = from; i < n; i++) {
      float g = scale * gradient[gradientAt + i];
      float second = flush(Math.fma(1f - alpha, g * g, alpha * v[stateAt + i]));
      v[stateAt + i] = second;
      float denominator = (float) Math.sqrt(second) + epsilon;
      theta[thetaAt + i] = Math.fma(-rate, g / denominator, theta[thetaAt + i]);
    }
  }

  private static float flush(float state) {
    return Math.abs(state) < SMALLEST_STATE ? 0f : state;
  }
}
