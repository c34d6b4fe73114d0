package dev.bellman.tensor.kernel;

import java.util.Arrays;

/** The specification of the kernels, in plain Java, and the fallback where there is no SIMD. */
public final class ScalarKernels implements Kernels {
  private static final SparseKernels SPARSE = new ScalarSparse();

  /** There is nothing to set up. */
  public ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
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
    ScalarGemm.gemm(
        transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, c, cAt, ldc);
  }

  @Override
  public int packedSize(int k, int n) {
    return k * n;
  }

  @Override
  public void pack(
      boolean transposeB, int k, int n, float[] b, int bAt, int ldb, float[] out, int outAt) {
    ScalarPanels.pack(transposeB, k, n, b, bAt, ldb, out, outAt);
  }

  @Override
  public void gemmPacked(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      int packedAt,
      Epilogue epilogue,
      float[] x,
      int xAt,
      int ldx,
      float[] c,
      int cAt,
      int ldc) {
    ScalarPanels.gemm(
        this, m, n, k, a, aAt, lda, packed, packedAt, epilogue, x, xAt, ldx, c, cAt, ldc);
  }

  @Override
  public void add(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.add(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.subtract(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.multiply(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void divide(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.divide(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void minimum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.minimum(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void maximum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.maximum(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void greater(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    ScalarElementwise.greater(n, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] out, int outAt) {
    ScalarElementwise.multiplyAdd(n, a, aAt, b, bAt, c, cAt, out, outAt);
  }

  @Override
  public void reluGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt) {
    ScalarElementwise.reluGradient(n, t, tAt, y, yAt, out, outAt);
  }

  @Override
  public void tanhGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt) {
    ScalarElementwise.tanhGradient(n, t, tAt, y, yAt, out, outAt);
  }

  @Override
  public void siluGradient(int n, float[] t, int tAt, float[] x, int xAt, float[] out, int outAt) {
    ScalarFunctions.siluGradient(n, t, tAt, x, xAt, out, outAt);
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
    ScalarElementwise.select(n, mask, maskAt, a, aAt, b, bAt, out, outAt);
  }

  @Override
  public void addScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.addScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void subtractFromScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.subtractFromScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void multiplyScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.multiplyScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void divideIntoScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.divideIntoScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void minimumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.minimumScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void maximumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.maximumScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void greaterScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.greaterScalar(n, a, aAt, s, out, outAt);
  }

  @Override
  public void addScaled(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    ScalarElementwise.addScaled(n, a, aAt, s, out, outAt);
  }

  @Override
  public void fill(int n, float s, float[] out, int outAt) {
    Arrays.fill(out, outAt, outAt + n, s);
  }

  @Override
  public void negate(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarElementwise.negate(n, a, aAt, out, outAt);
  }

  @Override
  public void absolute(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarElementwise.absolute(n, a, aAt, out, outAt);
  }

  @Override
  public void squareRoot(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarElementwise.squareRoot(n, a, aAt, out, outAt);
  }

  @Override
  public void exp(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.exp(n, a, aAt, out, outAt);
  }

  @Override
  public void log(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.log(n, a, aAt, out, outAt);
  }

  @Override
  public void tanh(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.tanh(n, a, aAt, out, outAt);
  }

  @Override
  public void sigmoid(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.sigmoid(n, a, aAt, out, outAt);
  }

  @Override
  public void silu(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.silu(n, a, aAt, out, outAt);
  }

  @Override
  public void softplus(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.softplus(n, a, aAt, out, outAt);
  }

  @Override
  public void sine(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.sine(n, a, aAt, out, outAt);
  }

  @Override
  public void cosine(int n, float[] a, int aAt, float[] out, int outAt) {
    ScalarFunctions.cosine(n, a, aAt, out, outAt);
  }

  @Override
  public float sum(int n, float[] a, int aAt) {
    return ScalarReductions.sum(n, a, aAt);
  }

  @Override
  public float sumOfFewSquares(int n, float[] a, int aAt) {
    return ScalarReductions.sumOfFewSquares(n, a, aAt);
  }

  @Override
  public void sumColumns(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    ScalarReductions.sumColumns(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public void sumRows(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    ScalarReductions.sumRows(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public SparseKernels sparse() {
    return SPARSE;
  }

  @Override
  public void argMax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    ScalarReductions.argMax(m, n, a, aAt, lda, out, outAt);
  }

  @Override
  public void softmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    ScalarReductions.softmax(m, n, a, aAt, lda, out, outAt, ldout);
  }

  @Override
  public void logSoftmax(
      int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout) {
    ScalarReductions.logSoftmax(m, n, a, aAt, lda, out, outAt, ldout);
  }

  @Override
  public void logSumExp(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt) {
    ScalarReductions.logSumExp(m, n, a, aAt, lda, out, outAt);
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
      int stateAt,
      float[] theta,
      int thetaAt) {
    ScalarOptimizers.adam(
        0,
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

  @Override
  public void momentum(
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
    ScalarOptimizers.momentum(
        0, n, scale, momentum, rate, gradient, gradientAt, velocity, stateAt, theta, thetaAt);
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
      int stateAt,
      float[] theta,
      int thetaAt) {
    ScalarOptimizers.rmsProp(
        0, n, scale, alpha, epsilon, rate, gradient, gradientAt, v, stateAt, theta, thetaAt);
  }

  @Override
  public void blend(int n, float tau, float[] a, int aAt, float[] out, int outAt) {
    ScalarElementwise.blend(n, tau, a, aAt, out, outAt);
  }

  @Override
  public void uniform(int n, long key, long counter, float[] out, int outAt) {
    ScalarNoise.uniform(n, key, counter, out, outAt);
  }

  @Override
  public void normal(int n, long key, long counter, float[] out, int outAt) {
    ScalarNoise.normal(n, key, counter, out, outAt);
  }
}
