package dev.bellman.tensor.kernel;

/** The exactly rounded element by element kernels, one operation a loop. */
final class ScalarElementwise {

  private ScalarElementwise() {}

  static void add(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  static void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] - b[bAt + i];
    }
  }

  static void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] * b[bAt + i];
    }
  }

  static void divide(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] / b[bAt + i];
    }
  }

  static void minimum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.min(a[aAt + i], b[bAt + i]);
    }
  }

  static void maximum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.max(a[aAt + i], b[bAt + i]);
    }
  }

  static void greater(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] > b[bAt + i] ? 1f : 0f;
    }
  }

  static void reluGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = y[yAt + i] > 0f ? t[tAt + i] : 0f;
    }
  }

  static void tanhGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = t[tAt + i] * (1f - y[yAt + i] * y[yAt + i]);
    }
  }

  static void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.fma(a[aAt + i], b[bAt + i], c[cAt + i]);
    }
  }

  static void select(
      int n,
      float[] mask,
      int maskAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] out,
      int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = mask[maskAt + i] != 0f ? a[aAt + i] : b[bAt + i];
    }
  }

  static void addScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] + s;
    }
  }

  static void subtractFromScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = s - a[aAt + i];
    }
  }

  static void multiplyScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] * s;
    }
  }

  static void divideIntoScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = s / a[aAt + i];
    }
  }

  static void minimumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.min(a[aAt + i], s);
    }
  }

  static void maximumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.max(a[aAt + i], s);
    }
  }

  static void greaterScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] > s ? 1f : 0f;
    }
  }

  static void addScaled(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.fma(s, a[aAt + i], out[outAt + i]);
    }
  }

  static void blend(int n, float tau, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      float old = out[outAt + i];
      out[outAt + i] = Math.fma(tau, a[aAt + i] - old, old);
    }
  }

  static void negate(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = -a[aAt + i];
    }
  }

  static void absolute(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.abs(a[aAt + i]);
    }
  }

  static void squareRoot(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = (float) Math.sqrt(a[aAt + i]);
    }
  }
}
