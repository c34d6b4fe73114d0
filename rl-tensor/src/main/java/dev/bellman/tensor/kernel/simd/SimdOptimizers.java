package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.ScalarOptimizers.SMALLEST_STATE;
import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.SQRT;

import dev.bellman.tensor.kernel.ScalarOptimizers;
import jdk.incubator.vector.FloatVector;

/** The optimizer steps: one pass over gradient, state and parameters. */
final class SimdOptimizers {

  private SimdOptimizers() {}

  static void adam(
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
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector g = FloatVector.fromArray(FLOATS, gradient, gradientAt + i).mul(scale);
      FloatVector first = FloatVector.fromArray(FLOATS, m, stateAt + i);
      first = g.sub(first).lanewise(FMA, 1f - beta1, first);
      first = first.blend(0f, first.abs().compare(LT, SMALLEST_STATE));
      FloatVector second = FloatVector.fromArray(FLOATS, v, stateAt + i).mul(beta2);
      second = g.mul(g).lanewise(FMA, 1f - beta2, second);
      second = second.blend(0f, second.abs().compare(LT, SMALLEST_STATE));
      first.intoArray(m, stateAt + i);
      second.intoArray(v, stateAt + i);
      FloatVector denominator = second.lanewise(SQRT).lanewise(FMA, inverseRoot, epsilon);
      FloatVector old = FloatVector.fromArray(FLOATS, theta, thetaAt + i);
      FloatVector shrunk = old.lanewise(FMA, -shrink, old);
      first.div(denominator).lanewise(FMA, -stepSize, shrunk).intoArray(theta, thetaAt + i);
    }
    ScalarOptimizers.adam(
        whole,
        n,
        scale,
        beta1,
        beta2,
        epsilon,
        stepSize,
        rootCorrection,
        shrink,
        gradient,
        gradientAt,
        m,
        v,
        stateAt,
        theta,
        thetaAt);
  }

  static void momentum(
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
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector g = FloatVector.fromArray(FLOATS, gradient, gradientAt + i).mul(scale);
      FloatVector u = FloatVector.fromArray(FLOATS, velocity, stateAt + i);
      u = u.lanewise(FMA, momentum, g);
      u = u.blend(0f, u.abs().compare(LT, SMALLEST_STATE));
      u.intoArray(velocity, stateAt + i);
      FloatVector old = FloatVector.fromArray(FLOATS, theta, thetaAt + i);
      u.lanewise(FMA, -rate, old).intoArray(theta, thetaAt + i);
    }
    ScalarOptimizers.momentum(
        whole, n, scale, momentum, rate, gradient, gradientAt, velocity, stateAt, theta, thetaAt);
  }

  static void rmsProp(
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
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector g = FloatVector.fromArray(FLOATS, gradient, gradientAt + i).mul(scale);
      FloatVector second = FloatVector.fromArray(FLOATS, v, stateAt + i).mul(alpha);
      second = g.mul(g).lanewise(FMA, 1f - alpha, second);
      second = second.blend(0f, second.abs().compare(LT, SMALLEST_STATE));
      second.intoArray(v, stateAt + i);
      FloatVector denominator = second.lanewise(SQRT).add(epsilon);
      FloatVector old = FloatVector.fromArray(FLOATS, theta, thetaAt + i);
      g.div(denominator).lanewise(FMA, -rate, old).intoArray(theta, thetaAt + i);
    }
    ScalarOptimizers.rmsProp(
        whole, n, scale, alpha, epsilon, rate, gradient, gradientAt, v, stateAt, theta, thetaAt);
  }
}
