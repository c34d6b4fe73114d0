package dev.bellman.bench.jmh;

/** What the benchmarks compute with, and how they check what came out. */
final class Samples {
  private Samples() {}

  /** Samples in [-2, 2] without a short period. */
  static float[] wave(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = 2 * (float) Math.sin(0.7 * i);
    }
    return x;
  }

  static void check(String what, double right, double actual, double tolerance) {
    if (!(Math.abs(actual - right) <= tolerance * Math.max(1, Math.abs(right)))) {
      throw new IllegalStateException(what + " must be " + right + ", but is " + actual);
    }
  }
}
