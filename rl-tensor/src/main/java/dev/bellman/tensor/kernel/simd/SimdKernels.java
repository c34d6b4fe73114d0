package dev.bellman.tensor.kernel.simd;

import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.ScalarKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The kernels on the Vector API; for now those of the specification. */
public final class SimdKernels implements Kernels {

  private final ScalarKernels scalar = new ScalarKernels();

  /** There is nothing to set up. */
  public SimdKernels() {}

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public int lanes() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    scalar.gemm(transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
  }

  @Override
  public void add(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.add(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.subtract(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.multiply(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void divide(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.divide(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void minimum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.minimum(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void maximum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.maximum(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void greater(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    scalar.greater(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] out, int outAt) {
    scalar.multiplyAdd(n, a, aAt, b, bAt, c, cAt, out, outAt);
  }

  @Override
  public void select(
      int n,
      float[] mask,
      int maskAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] out,
      int outAt) {
    scalar.select(n, mask, maskAt, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void addScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.addScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void subtractFromScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.subtractFromScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void multiplyScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.multiplyScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void divideIntoScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.divideIntoScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void minimumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.minimumScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void maximumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.maximumScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void greaterScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.greaterScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void addScaled(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    scalar.addScaled(n, a, aAt, s, out, outAt);
  }

  @Override
  public void fill(int n, float s, float[] out, int outAt) {
    Arrays.fill(out, outAt, outAt + n, s);
  }

  @Override
  public void negate(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.negate(n, a, aAt, out, outAt);
  }

  @Override
  public void absolute(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.absolute(n, a, aAt, out, outAt);
  }

  @Override
  public void squareRoot(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.squareRoot(n, a, aAt, out, outAt);
  }

  @Override
  public void exp(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.exp(n, a, aAt, out, outAt);
  }

  @Override
  public void log(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.log(n, a, aAt, out, outAt);
  }

  @Override
  public void tanh(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.tanh(n, a, aAt, out, outAt);
  }

  @Override
  public void sigmoid(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.sigmoid(n, a, aAt, out, outAt);
  }

  @Override
  public void softplus(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.softplus(n, a, aAt, out, outAt);
  }

  @Override
  public void sine(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.sine(n, a, aAt, out, outAt);
  }

  @Override
  public void cosine(int n, float[] a, int aAt, float[] out, int outAt) {
    scalar.cosine(n, a, aAt, out, outAt);
  }

  @Override
  public float sum(int n, float[] a, int aAt) {
    return scalar.sum(n, a, aAt);
  }

  @Override
  public double sumOfSquares(int n, float[] a, int aAt) {
    return scalar.sumOfSquares(n, a, aAt);
  }

  @Override
  public void sumColumns(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    scalar.sumColumns(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public void sumRows(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    scalar.sumRows(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public void argMax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    scalar.argMax(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public void softmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    scalar.softmax(m, n, a, aAt, lda, out, outAt, ldout);
  }

  @Override
  public void logSoftmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    scalar.logSoftmax(m, n, a, aAt, lda, out, outAt, ldout);
  }

  @Override
  public void logSumExp(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    scalar.logSumExp(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public void adam(
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
      float[] theta,
      int thetaAt) {
    scalar.adam(
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
        theta,
        thetaAt);
  }

  @Override
  public void momentum(
      int n,
      float scale,
      float momentum,
      float rate,
      float[] gradient,
      int gradientAt,
      float[] velocity,
      float[] theta,
      int thetaAt) {
    scalar.momentum(n, scale, momentum, rate, gradient, gradientAt, velocity, theta, thetaAt);
  }

  @Override
  public void rmsProp(
      int n,
      float scale,
      float alpha,
      float epsilon,
      float rate,
      float[] gradient,
      int gradientAt,
      float[] v,
      float[] theta,
      int thetaAt) {
    scalar.rmsProp(n, scale, alpha, epsilon, rate, gradient, gradientAt, v, theta, thetaAt);
  }

  @Override
  public void blend(int n, float tau, float[] a, int aAt, float[] out, int outAt) {
    scalar.blend(n, tau, a, aAt, out, outAt);
  }

  @Override
  public void uniform(int n, long key, long counter, float[] out, int outAt) {
    scalar.uniform(n, key, counter, out, outAt);
  }

  @Override
  public void normal(int n, long key, long counter, float[] out, int outAt) {
    scalar.normal(n, key, counter, out, outAt);
  }
}
