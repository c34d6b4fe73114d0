package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.SQRT;

import jdk.incubator.vector.FloatVector;

/** The exactly rounded element by element kernels: whole vectors here, the rest as specified. */
final class SimdElementwise {

  private SimdElementwise() {}

  static void add(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      x.add(y).intoArray(out, outAt + i);
    }
    TAIL.add(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      x.sub(y).intoArray(out, outAt + i);
    }
    TAIL.subtract(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      x.mul(y).intoArray(out, outAt + i);
    }
    TAIL.multiply(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void divide(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      x.div(y).intoArray(out, outAt + i);
    }
    TAIL.divide(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void minimum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      x.min(y).intoArray(out, outAt + i);
    }
    TAIL.minimum(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void maximum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      x.max(y).intoArray(out, outAt + i);
    }
    TAIL.maximum(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void greater(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      FloatVector.zero(FLOATS).blend(1f, x.compare(GT, y)).intoArray(out, outAt + i);
    }
    TAIL.greater(n - whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void reluGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, t, tAt + i);
      FloatVector z = FloatVector.fromArray(FLOATS, y, yAt + i);
      FloatVector.zero(FLOATS).blend(x, z.compare(GT, 0f)).intoArray(out, outAt + i);
    }
    TAIL.reluGradient(n - whole, t, tAt + whole, y, yAt + whole, out, outAt + whole);
  }

  static void tanhGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, t, tAt + i);
      FloatVector z = FloatVector.fromArray(FLOATS, y, yAt + i);
      x.mul(one.sub(z.mul(z))).intoArray(out, outAt + i);
    }
    TAIL.tanhGradient(n - whole, t, tAt + whole, y, yAt + whole, out, outAt + whole);
  }

  static void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      FloatVector z = FloatVector.fromArray(FLOATS, c, cAt + i);
      x.lanewise(FMA, y, z).intoArray(out, outAt + i);
    }
    TAIL.multiplyAdd(n - whole, a, aAt + whole, b, bAt + whole, c, cAt + whole, out, outAt + whole);
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
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector chosen = FloatVector.fromArray(FLOATS, mask, maskAt + i);
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector y = FloatVector.fromArray(FLOATS, b, bAt + i);
      y.blend(x, chosen.compare(NE, 0f)).intoArray(out, outAt + i);
    }
    TAIL.select(
        n - whole, mask, maskAt + whole, a, aAt + whole, b, bAt + whole, out, outAt + whole);
  }

  static void addScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.add(s).intoArray(out, outAt + i);
    }
    TAIL.addScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void subtractFromScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector.broadcast(FLOATS, s).sub(x).intoArray(out, outAt + i);
    }
    TAIL.subtractFromScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void multiplyScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.mul(s).intoArray(out, outAt + i);
    }
    TAIL.multiplyScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void divideIntoScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector.broadcast(FLOATS, s).div(x).intoArray(out, outAt + i);
    }
    TAIL.divideIntoScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void minimumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.min(s).intoArray(out, outAt + i);
    }
    TAIL.minimumScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void maximumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.max(s).intoArray(out, outAt + i);
    }
    TAIL.maximumScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void greaterScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector.zero(FLOATS).blend(1f, x.compare(GT, s)).intoArray(out, outAt + i);
    }
    TAIL.greaterScalar(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void addScaled(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector old = FloatVector.fromArray(FLOATS, out, outAt + i);
      x.lanewise(FMA, s, old).intoArray(out, outAt + i);
    }
    TAIL.addScaled(n - whole, a, aAt + whole, s, out, outAt + whole);
  }

  static void blend(int n, float tau, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector old = FloatVector.fromArray(FLOATS, out, outAt + i);
      x.sub(old).lanewise(FMA, tau, old).intoArray(out, outAt + i);
    }
    TAIL.blend(n - whole, tau, a, aAt + whole, out, outAt + whole);
  }

  static void negate(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.neg().intoArray(out, outAt + i);
    }
    TAIL.negate(n - whole, a, aAt + whole, out, outAt + whole);
  }

  static void absolute(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.abs().intoArray(out, outAt + i);
    }
    TAIL.absolute(n - whole, a, aAt + whole, out, outAt + whole);
  }

  static void squareRoot(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      x.lanewise(SQRT).intoArray(out, outAt + i);
    }
    TAIL.squareRoot(n - whole, a, aAt + whole, out, outAt + whole);
  }
}
